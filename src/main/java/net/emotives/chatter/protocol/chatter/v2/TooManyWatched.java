package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A connection asks for the presence of more users than it may. */
final class TooManyWatched extends ChatterException {

    TooManyWatched(int limit) {
        super(
                ErrorCode.LIMIT_EXCEEDED,
                "A connection may watch " + limit + " users.",
                "usernames",
                null);
    }
}
