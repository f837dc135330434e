package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.rooms.RoomId;

/** A room with that id exists. */
public class RoomAlreadyExists extends ChatterException {

    public RoomAlreadyExists(RoomId room) {
        super(ErrorCode.ALREADY_EXISTS, "There is a room " + room + " already.", "room", null);
    }
}
