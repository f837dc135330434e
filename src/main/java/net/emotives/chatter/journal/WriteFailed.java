package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** Internal error: the change was not written. The log has the cause under the same error id. */
public class WriteFailed extends ChatterException {

    public WriteFailed(String errorId) {
        super(
                ErrorCode.INTERNAL,
                "The message could not be kept. Error id: " + errorId,
                null,
                null);
    }
}
