package net.emotives.chatter.rooms;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.users.UserId;

/** A user belongs to as many rooms as one may. */
public class TooManyRooms extends ChatterException {

    TooManyRooms(UserId user, String field, int limit) {
        super(
                ErrorCode.LIMIT_EXCEEDED,
                user + " belongs to as many rooms as a user may: " + limit + ".",
                field,
                null);
    }
}
