package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.users.UserId;

/** A user is no member of a room that it sees. */
public class NotAMember extends ChatterException {

    /** Refusal for the caller. */
    public NotAMember(RoomId room) {
        super(ErrorCode.NOT_A_MEMBER, "You do not belong to the room " + room + ".", "room", null);
    }

    /** Refusal for a user named in the request. */
    public NotAMember(RoomId room, UserId named) {
        super(
                ErrorCode.NOT_A_MEMBER,
                named + " does not belong to the room " + room + ".",
                "username",
                null);
    }
}
