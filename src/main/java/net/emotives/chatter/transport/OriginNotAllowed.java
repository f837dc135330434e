package net.emotives.chatter.transport;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A page of an origin that is not allowed wants to open a connection. */
final class OriginNotAllowed extends ChatterException {

    OriginNotAllowed() {
        super(ErrorCode.NOT_ALLOWED, "Pages of this origin may not open sockets here.");
    }
}
