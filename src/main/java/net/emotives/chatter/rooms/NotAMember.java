package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The user does not belong to the room, and so may not speak or look there. */
public class NotAMember extends ChatterException {

    /** Of a room that the user may know to be there. */
    public NotAMember() {
        super(ErrorCode.NOT_A_MEMBER, "You are not a member of this room.", "room", null);
    }
}
