package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;

/**
 * An expected refusal: carries what the answer needs and no stack trace. Subclasses are named for
 * what happened and live in the module that owns the rule. The message is written for the caller
 * and holds nothing internal.
 */
public abstract class ChatterException extends RuntimeException {

    private final ErrorCode code;
    private final @Nullable String field;
    private final @Nullable Duration retryAfter;

    /** A refusal of the request as a whole. */
    protected ChatterException(ErrorCode code, String message) {
        this(code, message, null, null);
    }

    /**
     * A refusal because of the named field of the request, if any, that may be tried again after a
     * while, if any.
     */
    protected ChatterException(
            ErrorCode code, String message, @Nullable String field, @Nullable Duration retryAfter) {
        super(message, null, false, false);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    /** Why, as a stable word. */
    public ErrorCode code() {
        return this.code;
    }

    /** The part of the request that was refused, where it was one part. */
    public Optional<String> field() {
        return Optional.ofNullable(this.field);
    }

    /** After how long trying again makes sense, where it does. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(this.retryAfter);
    }

    /** The sentence for the caller. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
