package net.emotives.chatter.rooms;

/**
 * Where a room's log ends.
 *
 * @param sequence the last number taken; 0 where nothing happened yet
 * @param ordinal how many of the numbered were messages
 */
public record Head(RoomId room, long sequence, long ordinal) {

    /** The head with one message more. */
    public Head withMessage() {
        return new Head(this.room, this.sequence + 1, this.ordinal + 1);
    }
}
