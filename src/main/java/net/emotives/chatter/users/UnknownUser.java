package net.emotives.chatter.users;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A named user does not exist. */
public class UnknownUser extends ChatterException {

    /** The named field of the request names nobody. */
    public UnknownUser(String name, String field) {
        super(ErrorCode.UNKNOWN_USER, "There is no user " + name + ".", field, null);
    }
}
