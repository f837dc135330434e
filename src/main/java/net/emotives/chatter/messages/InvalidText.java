package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A text holds the character NUL, which PostgreSQL cannot keep. */
public class InvalidText extends ChatterException {

    InvalidText(String field) {
        super(ErrorCode.INVALID_TEXT, "The character NUL cannot be sent.", field, null);
    }
}
