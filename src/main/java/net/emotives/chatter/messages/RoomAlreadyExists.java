package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.rooms.RoomId;

/** There is a room of that name. */
public class RoomAlreadyExists extends ChatterException {

    RoomAlreadyExists(RoomId room) {
        super(ErrorCode.ALREADY_EXISTS, "There is a room " + room + " already.", "room", null);
    }
}
