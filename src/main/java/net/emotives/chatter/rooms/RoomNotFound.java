package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The room does not exist, or the caller may not know of it. */
public class RoomNotFound extends ChatterException {

    /** Same answer for a room that does not exist and one that is private. */
    public RoomNotFound(RoomId room) {
        super(ErrorCode.ROOM_NOT_FOUND, "There is no room " + room + " for you.", "room", null);
    }
}
