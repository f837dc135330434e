package net.emotives.chatter.users;

import java.util.Optional;

/**
 * The name by which uacl, the wire and the database know a user: 1 to 128 characters without NUL,
 * compared to the letter.
 */
public record UserId(String value) {

    /** The most characters a name can have: the width of its column. */
    public static final int MAX_LENGTH = 128;

    public UserId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a username has 1 to " + MAX_LENGTH + " characters");
        }
    }

    /** The user of that name, where it can be one. */
    public static Optional<UserId> of(String value) {
        return isValid(value) ? Optional.of(new UserId(value)) : Optional.empty();
    }

    private static boolean isValid(String value) {
        return !value.isEmpty() && Texts.fits(value, MAX_LENGTH);
    }

    @Override
    public String toString() {
        return this.value;
    }
}
