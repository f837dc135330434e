package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.users.UserId;

/** The two are of different groups, which may not talk here. */
public class OtherGroup extends ChatterException {

    OtherGroup(UserId user) {
        super(ErrorCode.OTHER_GROUP, "You and " + user + " are not of the same group.");
    }
}
