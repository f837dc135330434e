package net.emotives.chatter.web;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/** The client's address has as many open sockets as one may have. */
class TooManyConnections extends ChatterException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    TooManyConnections() {
        super(
                ErrorCode.RATE_LIMITED,
                "Too many connections come from your address; try again later.",
                null,
                RETRY_AFTER);
    }
}
