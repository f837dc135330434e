package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The room has no message of that sequence which the user sees, or it was deleted. */
public class MessageNotFound extends ChatterException {

    public MessageNotFound(long sequence, String field) {
        super(
                ErrorCode.MESSAGE_NOT_FOUND,
                "There is no message " + sequence + " in this room.",
                field,
                null);
    }
}
