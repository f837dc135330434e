package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.presence.RollChange;
import net.emotives.chatter.presence.TypingSaid;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/** What a node tells the others so that they need not find out. Never more than a hint. */
sealed interface Hint {

    /** Something happened in a room. */
    record Happened(RoomEvent event) implements Hint {}

    /** Something happened in a room that is too large to be told: everything up to there. */
    record Moved(RoomId room, long sequence) implements Hint {}

    /** Somebody got or read something. */
    record Receipted(ReceiptEvent event) implements Hint {}

    /** Somebody types, or does so no longer. */
    record Typed(TypingSaid said) implements Hint {}

    /** Somebody came to the node or went from it. */
    record Rolled(RollChange change) implements Hint {}

    /** Somebody is not who he was. */
    record UserChanged(UserId user) implements Hint {}
}
