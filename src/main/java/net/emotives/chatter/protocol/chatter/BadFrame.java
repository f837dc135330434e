package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import org.jspecify.annotations.Nullable;

/**
 * A frame is not of the protocol: no JSON ({@code bad_json}), or not the right one ({@code
 * bad_frame}).
 */
public final class BadFrame extends ChatterException {

    private BadFrame(ErrorCode code, String message, @Nullable String field) {
        super(code, message, field, null);
    }

    /** The frame is no JSON. */
    public static BadFrame notJson() {
        return new BadFrame(
                ErrorCode.BAD_JSON, "The frame must be one JSON object and nothing else.", null);
    }

    /** The frame is JSON, but no object. */
    public static BadFrame notAnObject() {
        return new BadFrame(ErrorCode.BAD_FRAME, "The frame must be a JSON object.", null);
    }

    /** A field of the frame breaks a rule. */
    public static BadFrame of(String field, String rule) {
        return new BadFrame(ErrorCode.BAD_FRAME, field + " " + rule + ".", field);
    }
}
