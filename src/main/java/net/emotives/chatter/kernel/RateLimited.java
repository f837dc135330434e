package net.emotives.chatter.kernel;

import java.time.Duration;

/** The caller exceeded a rate; carries when it may try again. */
public class RateLimited extends ChatterException {

    RateLimited(Duration retryAfter) {
        super(
                ErrorCode.RATE_LIMITED,
                "Too many of these in a short time; slow down.",
                null,
                retryAfter);
    }
}
