package net.emotives.chatter.identity;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/** uacl is away, slow, or says what is not its contract; nothing is known of the caller. */
class IdentityUnavailable extends ChatterException {

    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    IdentityUnavailable() {
        super(
                ErrorCode.UNAVAILABLE,
                "Who you are cannot be checked at the moment; try again.",
                null,
                RETRY_AFTER);
    }
}
