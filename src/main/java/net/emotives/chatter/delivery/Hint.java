package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.presence.RollChange;
import net.emotives.chatter.presence.TypingSaid;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/** A node tells the others what they would otherwise find out later; may be lost. */
sealed interface Hint {

    /** Something happened in a room. */
    record Happened(RoomEvent event) implements Hint {}

    /** Something happened in a room that is too large to be told: everything up to there. */
    record Moved(RoomId room, long sequence) implements Hint {}

    /** A member received or read messages. */
    record Receipted(ReceiptEvent event) implements Hint {}

    /** A user types, or no longer. */
    record Typed(TypingSaid said) implements Hint {}

    /** Users connected to the node or left it. */
    record Rolled(RollChange change) implements Hint {}

    /** A user changed. */
    record UserChanged(UserId user) implements Hint {}
}
