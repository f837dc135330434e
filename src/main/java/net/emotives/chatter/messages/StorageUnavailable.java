package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/**
 * The database did not take the draft in time. It may have been kept all the same: only a retry
 * with the same client id is sure not to say it twice.
 */
public class StorageUnavailable extends ChatterException {

    StorageUnavailable() {
        super(
                ErrorCode.UNAVAILABLE,
                "The message could not be kept at the moment; try again.",
                null,
                Duration.ofSeconds(1));
    }
}
