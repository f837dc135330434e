package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The room does not exist, or the caller may not know of it. */
public class RoomNotFound extends ChatterException {

    /** Same answer for a room that does not exist and one that is private. */
    public RoomNotFound(RoomId room) {
        this(room.id());
    }

    /** The same for a text that cannot be the id of a room. */
    public RoomNotFound(String id) {
        super(ErrorCode.ROOM_NOT_FOUND, "There is no room " + id + " for you.", "room", null);
    }
}
