package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A text has more characters than are allowed. */
class TextTooLong extends ChatterException {

    TextTooLong(String field, int limit) {
        super(
                ErrorCode.TEXT_TOO_LONG,
                "The " + field + " has more than " + limit + " characters.",
                field,
                null);
    }
}
