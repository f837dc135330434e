package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.users.UserId;

/** Somebody does not belong to a room. */
public class NotAMember extends ChatterException {

    /** The caller himself. */
    public NotAMember(RoomId room) {
        super(ErrorCode.NOT_A_MEMBER, "You do not belong to the room " + room + ".", "room", null);
    }

    /** Whom the caller named. */
    public NotAMember(RoomId room, UserId named) {
        super(
                ErrorCode.NOT_A_MEMBER,
                named + " does not belong to the room " + room + ".",
                "username",
                null);
    }
}
