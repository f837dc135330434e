package net.emotives.chatter.kernel;

import java.util.Locale;

/**
 * Why something was refused, as a stable word that clients may rely on (chatter-v2, "Error codes").
 * Words are only ever added.
 */
public enum ErrorCode {
    ALREADY_EXISTS(Category.CALLER),
    BAD_FRAME(Category.CALLER),
    BAD_JSON(Category.CALLER),
    CLIENT_ID_REUSED(Category.CALLER),
    EMPTY_MESSAGE(Category.CALLER),
    INTERNAL(Category.SERVER),
    INVALID_TEXT(Category.CALLER),
    LIMIT_EXCEEDED(Category.LIMIT),
    MESSAGE_NOT_FOUND(Category.CALLER),
    NOT_A_MEMBER(Category.CALLER),
    NOT_ALLOWED(Category.CALLER),
    NOT_AUTHORISED(Category.CALLER),
    OTHER_GROUP(Category.CALLER),
    OVERLOADED(Category.LIMIT),
    RATE_LIMITED(Category.LIMIT),
    ROOM_NOT_FOUND(Category.CALLER),
    TEXT_TOO_LONG(Category.CALLER),
    TOO_LARGE(Category.CALLER),
    UNAVAILABLE(Category.SERVER),
    UNKNOWN_TYPE(Category.CALLER),
    UNKNOWN_USER(Category.CALLER);

    /** The party that can act on it. */
    public enum Category {
        /** The caller asked for what cannot be; the same request fails again. */
        CALLER,
        /** A limit was met; the same request may succeed later. */
        LIMIT,
        /** Our side, or a neighbour of ours, failed; the same request may succeed later. */
        SERVER
    }

    private final Category category;
    private final String slug = name().toLowerCase(Locale.ROOT);

    ErrorCode(Category category) {
        this.category = category;
    }

    /** Returns the party that can act on it. */
    public Category category() {
        return this.category;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
        return this.category != Category.CALLER;
    }

    /** The word on the wire, such as {@code unknown_user}. */
    public String slug() {
        return this.slug;
    }
}
