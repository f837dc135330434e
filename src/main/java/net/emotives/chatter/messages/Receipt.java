package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * How far a user has got in a room. Both numbers only grow; what is read is delivered.
 *
 * @param delivered a connection of his has shown that it got everything up to and including this
 *     sequence
 * @param read he has seen everything up to and including this sequence
 */
public record Receipt(RoomId room, UserId user, long delivered, long read) {

    public Receipt {
        delivered = Math.max(delivered, read);
    }

    /** Got, and not known to be seen. */
    public static Receipt delivered(RoomId room, UserId user, long sequence) {
        return new Receipt(room, user, sequence, 0);
    }

    /** Seen. */
    public static Receipt read(RoomId room, UserId user, long sequence) {
        return new Receipt(room, user, sequence, sequence);
    }

    boolean covers(Receipt other) {
        return other.delivered <= this.delivered && other.read <= this.read;
    }

    /** The further of both in each respect. */
    public Receipt and(Receipt other) {
        return new Receipt(
                this.room,
                this.user,
                Math.max(this.delivered, other.delivered),
                Math.max(this.read, other.read));
    }
}
