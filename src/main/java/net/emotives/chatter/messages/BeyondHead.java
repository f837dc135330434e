package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** The sequence of a receipt is above the head of the room. */
class BeyondHead extends ChatterException {

    BeyondHead(long head) {
        super(
                ErrorCode.BAD_FRAME,
                "sequence must not be above the head of the room, which is " + head + ".",
                "sequence",
                null);
    }
}
