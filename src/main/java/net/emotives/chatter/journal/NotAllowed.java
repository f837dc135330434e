package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The user may see the room, but lacks the right to make this change. */
public class NotAllowed extends ChatterException {

    public NotAllowed(String sentence) {
        super(ErrorCode.NOT_ALLOWED, sentence);
    }

    public NotAllowed(String sentence, String field) {
        super(ErrorCode.NOT_ALLOWED, sentence, field, null);
    }
}
