package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/**
 * The change was not committed before its timeout. It may still have been written: only a retry
 * with the same client id cannot write it twice.
 */
public class StorageUnavailable extends ChatterException {

    public StorageUnavailable() {
        super(
                ErrorCode.UNAVAILABLE,
                "The message could not be kept at the moment; try again.",
                null,
                Duration.ofSeconds(1));
    }
}
