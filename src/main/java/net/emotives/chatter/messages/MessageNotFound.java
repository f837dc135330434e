package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** There is no such message in the room, or it was taken back. */
public class MessageNotFound extends ChatterException {

    MessageNotFound(long sequence, String field) {
        super(
                ErrorCode.MESSAGE_NOT_FOUND,
                "There is no message " + sequence + " in this room.",
                field,
                null);
    }
}
