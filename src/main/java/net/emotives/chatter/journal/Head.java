package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;

/**
 * End of the log of a room.
 *
 * @param sequence the last sequence; 0 for an empty log
 * @param ordinal number of messages up to it
 * @param members number of members
 */
public record Head(RoomId room, long sequence, long ordinal, int members) {

    /** Returns the head after one more message. */
    public Head withMessage() {
        return new Head(this.room, this.sequence + 1, this.ordinal + 1, this.members);
    }

    /** Returns the head after one more event that is no message. */
    public Head withChange(int moreMembers) {
        return new Head(this.room, this.sequence + 1, this.ordinal, this.members + moreMembers);
    }
}
