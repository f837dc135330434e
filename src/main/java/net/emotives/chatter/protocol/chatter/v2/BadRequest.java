package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import org.jspecify.annotations.Nullable;

/**
 * A frame cannot be understood; carries the id under which it is to be answered, where it had one.
 */
final class BadRequest extends ChatterException {

    private final @Nullable String id;

    private BadRequest(
            @Nullable String id, ErrorCode code, String sentence, @Nullable String field) {
        super(code, sentence, field, null);
        this.id = id;
    }

    static BadRequest notJson() {
        return new BadRequest(null, ErrorCode.BAD_JSON, "The frame is not JSON.", null);
    }

    static BadRequest notAnObject() {
        return new BadRequest(null, ErrorCode.BAD_FRAME, "The frame must be a JSON object.", null);
    }

    static BadRequest unknownType(@Nullable String id, String type) {
        return new BadRequest(
                id, ErrorCode.UNKNOWN_TYPE, "There is no request of type " + type + ".", "type");
    }

    static BadRequest of(@Nullable String id, String field, String rule) {
        return new BadRequest(id, ErrorCode.BAD_FRAME, field + " " + rule + ".", field);
    }

    static BadRequest withNul(@Nullable String id, String field) {
        return new BadRequest(
                id, ErrorCode.INVALID_TEXT, "The character NUL cannot be sent.", field);
    }

    @Nullable String id() {
        return this.id;
    }
}
