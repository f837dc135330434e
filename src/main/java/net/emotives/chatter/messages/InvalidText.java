package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The text contains NUL, which PostgreSQL cannot store. */
class InvalidText extends ChatterException {

    InvalidText(String field) {
        super(ErrorCode.INVALID_TEXT, "The character NUL cannot be sent.", field, null);
    }
}
