package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A draft says nothing: it has neither text nor image. */
class EmptyMessage extends ChatterException {

    EmptyMessage() {
        super(
                ErrorCode.EMPTY_MESSAGE,
                "A message needs a text that can be seen, or an image.",
                "text",
                null);
    }
}
