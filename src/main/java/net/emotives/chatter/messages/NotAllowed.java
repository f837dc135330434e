package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The user may be here, but may not do this. */
public class NotAllowed extends ChatterException {

    NotAllowed(String sentence) {
        super(ErrorCode.NOT_ALLOWED, sentence);
    }

    NotAllowed(String sentence, String field) {
        super(ErrorCode.NOT_ALLOWED, sentence, field, null);
    }
}
