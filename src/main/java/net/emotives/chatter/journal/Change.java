package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Change of a room that a user requests. Once committed it is one {@link RoomEvent}, or several
 * where a room is created with members.
 */
public sealed interface Change permits Draft, Change.OfMessage, Change.OfMembers, Change.Opening {

    /** The room that changes. */
    RoomId room();

    /** The user that requests it. */
    UserId by();

    /** Idempotency key of the user in the room, if given: a repeated change has no effect. */
    @Nullable String clientId();

    /** Characters of its texts, as an estimate of the memory that it takes while queued. */
    default int characters() {
        return 0;
    }

    /** Change of a message, which is given by its sequence. */
    sealed interface OfMessage extends Change {

        long message();
    }

    /** Replaces the text of a message. */
    record Edit(RoomId room, UserId by, @Nullable String clientId, long message, String text)
            implements OfMessage {

        @Override
        public int characters() {
            return this.text.length();
        }
    }

    /** Deletes a message. */
    record Deletion(RoomId room, UserId by, @Nullable String clientId, long message)
            implements OfMessage {}

    /** Adds a reaction to a message, or removes it. */
    record Reaction(
            RoomId room,
            UserId by,
            @Nullable String clientId,
            long message,
            String reaction,
            boolean given)
            implements OfMessage {}

    /** Adds or removes a member. */
    sealed interface OfMembers extends Change {

        UserId user();

        @Override
        default @Nullable String clientId() {
            return null;
        }
    }

    /** Adds the user to the members, by itself or by a member that invites it. */
    record Joining(RoomId room, UserId by, UserId user) implements OfMembers {}

    /** Removes the user from the members, by itself or by the owner. */
    record Leaving(RoomId room, UserId by, UserId user) implements OfMembers {}

    /** Creates a room with members besides its owner. */
    record Opening(Room described, UserId by, List<UserId> members) implements Change {

        @Override
        public RoomId room() {
            return this.described.id();
        }

        @Override
        public @Nullable String clientId() {
            return null;
        }

        @Override
        public int characters() {
            return this.described.name().map(String::length).orElse(0)
                    + this.described.data().map(String::length).orElse(0);
        }
    }
}
