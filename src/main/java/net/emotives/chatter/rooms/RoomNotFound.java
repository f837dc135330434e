package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** There is no such room, or none that the caller may know of. */
public class RoomNotFound extends ChatterException {

    /** Says the same whether there is no such room or it is private. */
    public RoomNotFound(RoomId room) {
        super(ErrorCode.ROOM_NOT_FOUND, "There is no room " + room + " for you.", "room", null);
    }
}
