package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Entry of the log of a room: what happened, after it was committed. */
public sealed interface RoomEvent {

    /** The room. */
    RoomId room();

    /** Position in the log of the room, from 1, without gaps. */
    long sequence();

    /** Sequence of the message that it is about or replies to; 0 for none. */
    default long about() {
        return switch (this) {
            case Sent(var message) -> message.replyTo() == null ? 0 : message.replyTo();
            case Edited edited -> edited.message();
            case Deleted deleted -> deleted.message();
            case Reacted reacted -> reacted.message();
            case Unreacted unreacted -> unreacted.message();
            case Joined _, Left _ -> 0;
        };
    }

    /** Returns the number of characters of its texts. */
    default int characters() {
        return switch (this) {
            case Sent(var message) -> length(message.text()) + length(message.imagePath());
            case Edited edited -> length(edited.text());
            case Reacted reacted -> reacted.reaction().length();
            case Unreacted unreacted -> unreacted.reaction().length();
            case Deleted _, Joined _, Left _ -> 0;
        };
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    /** A message was sent. */
    record Sent(Message message) implements RoomEvent {

        @Override
        public RoomId room() {
            return this.message.room();
        }

        @Override
        public long sequence() {
            return this.message.sequence();
        }
    }

    /**
     * The author replaced the text of a message.
     *
     * @param message the sequence of the message
     * @param text the present text; absent if the message was deleted since
     */
    record Edited(
            RoomId room, long sequence, long message, UserId by, @Nullable String text, Instant at)
            implements RoomEvent {}

    /**
     * A message was deleted.
     *
     * @param message the sequence of the message
     */
    record Deleted(RoomId room, long sequence, long message, UserId by, Instant at)
            implements RoomEvent {}

    /**
     * A user added a reaction to a message.
     *
     * @param message the sequence of the message
     */
    record Reacted(RoomId room, long sequence, long message, UserId by, String reaction)
            implements RoomEvent {}

    /**
     * A user removed its reaction to a message.
     *
     * @param message the sequence of the message
     */
    record Unreacted(RoomId room, long sequence, long message, UserId by, String reaction)
            implements RoomEvent {}

    /**
     * A user became a member of the room.
     *
     * @param by the user itself, or the member that added it
     */
    record Joined(RoomId room, long sequence, UserId user, UserId by) implements RoomEvent {}

    /**
     * A user is no longer a member of the room.
     *
     * @param by the user itself, or the owner that removed it
     */
    record Left(RoomId room, long sequence, UserId user, UserId by) implements RoomEvent {}
}
