package net.emotives.chatter.transport.websocket;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

/** A client sent a frame of more bytes than allowed; the rest of it was not read. */
public class FrameTooLarge extends ChatterException {

    FrameTooLarge(long limit) {
        super(ErrorCode.TOO_LARGE, "A frame has at most " + limit + " bytes.");
    }
}
