package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import org.springframework.http.HttpStatus;

/** A part of an HTTP request is not what the contract asks for. */
public class InvalidRequest extends ChatterException {

    private final HttpStatus status;

    /** Answers with this status and message. */
    public InvalidRequest(HttpStatus status, String message, String target) {
        super(ErrorCode.BAD_FRAME, message, target, null);
        this.status = status;
    }

    HttpStatus status() {
        return this.status;
    }
}
