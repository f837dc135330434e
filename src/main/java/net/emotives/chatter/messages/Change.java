package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** Something that a user asks to happen in a room, and that will have a number in its log. */
sealed interface Change permits Draft, Change.OfMessage, Change.OfMembers, Change.Opening {

    RoomId room();

    UserId by();

    /** What the user calls it, so that asking twice does it once; without it a name is made up. */
    @Nullable String clientId();

    /** The same where the same is asked for. */
    Fingerprint fingerprint();

    /** Characters of its texts, of which memory is full where many changes wait. */
    default int characters() {
        return 0;
    }

    /** Something is to happen to the message with a sequence. */
    sealed interface OfMessage extends Change {

        long message();
    }

    /** A message gets another text. */
    record Edit(RoomId room, UserId by, @Nullable String clientId, long message, String text)
            implements OfMessage {

        @Override
        public int characters() {
            return this.text.length();
        }

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("edited", this.message, this.text);
        }
    }

    /** A message is taken back. */
    record Deletion(RoomId room, UserId by, @Nullable String clientId, long message)
            implements OfMessage {

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("deleted", this.message);
        }
    }

    /** A reaction is given to a message, or taken back. */
    record Reaction(
            RoomId room,
            UserId by,
            @Nullable String clientId,
            long message,
            String reaction,
            boolean given)
            implements OfMessage {

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("reacted", this.message, this.reaction, this.given);
        }
    }

    /** Somebody is to belong to the room, or to do so no longer. */
    sealed interface OfMembers extends Change {

        UserId user();

        @Override
        default @Nullable String clientId() {
            return null;
        }

        @Override
        default Fingerprint fingerprint() {
            return Fingerprint.of(getClass().getSimpleName(), user());
        }
    }

    /** Somebody comes in, by himself or taken in by a member. */
    record Joining(RoomId room, UserId by, UserId user) implements OfMembers {}

    /** Somebody goes, by himself or sent away by the owner. */
    record Leaving(RoomId room, UserId by, UserId user) implements OfMembers {}

    /** A room is made, with members besides its owner. */
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

        @Override
        public Fingerprint fingerprint() {
            return Fingerprint.of("opened", room());
        }
    }
}
