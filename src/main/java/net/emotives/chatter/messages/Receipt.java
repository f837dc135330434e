package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

/**
 * Acknowledgement of a user in a room. Both sequences only grow; what is read is delivered.
 *
 * @param delivered sequence up to which a connection of the user has received everything
 * @param read sequence up to which the user has seen everything
 */
public record Receipt(RoomId room, UserId user, long delivered, long read) {

    public Receipt {
        delivered = Math.max(delivered, read);
    }

    /** Returns a receipt for what was delivered, and is not known to be read. */
    public static Receipt delivered(RoomId room, UserId user, long sequence) {
        return new Receipt(room, user, sequence, 0);
    }

    /** Returns a receipt for what was read. */
    public static Receipt read(RoomId room, UserId user, long sequence) {
        return new Receipt(room, user, sequence, sequence);
    }

    boolean covers(Receipt other) {
        return other.delivered <= this.delivered && other.read <= this.read;
    }

    /** Returns the maximum of both receipts in each respect. */
    public Receipt and(Receipt other) {
        return new Receipt(
                this.room,
                this.user,
                Math.max(this.delivered, other.delivered),
                Math.max(this.read, other.read));
    }
}
