package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** Our failure: the draft was not kept, and the log says why under the same error id. */
public class WriteFailed extends ChatterException {

    WriteFailed(String errorId) {
        super(
                ErrorCode.INTERNAL,
                "The message could not be kept. Error id: " + errorId,
                null,
                null);
    }
}
