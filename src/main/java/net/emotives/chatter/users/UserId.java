package net.emotives.chatter.users;

import net.emotives.chatter.kernel.Caller;

import java.util.Optional;

/**
 * The name by which uacl, the wire and the database know a user: 1 to 128 characters without NUL,
 * compared to the letter.
 */
public record UserId(String value) {

    /** The most characters a name can have: the width of its column. */
    public static final int MAX_LENGTH = 128;

    public UserId {
        if (!Texts.fits(value, MAX_LENGTH)) {
            throw new IllegalArgumentException(
                    "a username has at most " + MAX_LENGTH + " characters");
        }
    }

    /**
     * The user of that name, where it can be one. The empty name is none, though databases of the
     * original may hold a user so called.
     */
    public static Optional<UserId> of(String value) {
        return !value.isEmpty() && Texts.fits(value, MAX_LENGTH)
                ? Optional.of(new UserId(value))
                : Optional.empty();
    }

    /** The user as the caller of its own requests. */
    public Caller caller() {
        return Caller.user(this.value);
    }

    @Override
    public String toString() {
        return this.value;
    }
}
