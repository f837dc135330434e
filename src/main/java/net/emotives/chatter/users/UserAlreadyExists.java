package net.emotives.chatter.users;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A user of that name is there already, and stays as it is. */
class UserAlreadyExists extends ChatterException {

    UserAlreadyExists(UserId user) {
        super(ErrorCode.ALREADY_EXISTS, "There is a user " + user + " already.", "username", null);
    }
}
