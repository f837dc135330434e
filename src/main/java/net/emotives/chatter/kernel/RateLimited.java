package net.emotives.chatter.kernel;

import java.time.Duration;

/** Somebody does something too often; carries when it may be tried again. */
public class RateLimited extends ChatterException {

    RateLimited(Duration retryAfter) {
        super(
                ErrorCode.RATE_LIMITED,
                "Too many of these in a short time; slow down.",
                null,
                retryAfter);
    }
}
