package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What happened in a room and has a number in its log. Published after commit, of one room in the
 * order of the sequence, on one thread.
 */
public sealed interface RoomEvent {

    /** Where. */
    RoomId room();

    /** The number: from 1, gapless over everything that happens in the room. */
    long sequence();

    /** The sequence of the message that it is about, or that it answers; 0 for none. */
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

    /** Somebody said something. */
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
     * The author gave his message another text.
     *
     * @param message the sequence of the message
     * @param text as it is now; absent where the message was deleted since
     */
    record Edited(
            RoomId room, long sequence, long message, UserId by, @Nullable String text, Instant at)
            implements RoomEvent {}

    /**
     * A message was taken back.
     *
     * @param message the sequence of the message
     */
    record Deleted(RoomId room, long sequence, long message, UserId by, Instant at)
            implements RoomEvent {}

    /**
     * Somebody put a reaction to a message.
     *
     * @param message the sequence of the message
     */
    record Reacted(RoomId room, long sequence, long message, UserId by, String reaction)
            implements RoomEvent {}

    /**
     * Somebody took his reaction to a message back.
     *
     * @param message the sequence of the message
     */
    record Unreacted(RoomId room, long sequence, long message, UserId by, String reaction)
            implements RoomEvent {}

    /**
     * A user belongs to the room from now on.
     *
     * @param by himself, or who took him in
     */
    record Joined(RoomId room, long sequence, UserId user, UserId by) implements RoomEvent {}

    /**
     * A user does not belong to the room any longer.
     *
     * @param by himself, or who sent him away
     */
    record Left(RoomId room, long sequence, UserId user, UserId by) implements RoomEvent {}
}
