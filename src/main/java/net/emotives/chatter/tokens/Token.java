package net.emotives.chatter.tokens;

import net.emotives.chatter.users.UserId;

import java.time.Instant;

/**
 * Credential that opens one socket once: 28 characters of URL-safe base64, of a user, with an
 * expiry.
 */
public record Token(String value, UserId user, Instant expires) {

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "Token[user=" + this.user + ", expires=" + this.expires + "]";
    }
}
