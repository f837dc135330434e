package net.emotives.chatter.rooms;

/**
 * Where a room's log ends.
 *
 * @param sequence the last number taken; 0 where nothing happened yet
 * @param ordinal how many of the numbered were messages
 * @param members how many belong to the room
 */
public record Head(RoomId room, long sequence, long ordinal, int members) {

    /** The head with one message more. */
    public Head withMessage() {
        return new Head(this.room, this.sequence + 1, this.ordinal + 1, this.members);
    }

    /** The head with one change more that is no message, after which so many more belong to it. */
    public Head withChange(int moreMembers) {
        return new Head(this.room, this.sequence + 1, this.ordinal, this.members + moreMembers);
    }
}
