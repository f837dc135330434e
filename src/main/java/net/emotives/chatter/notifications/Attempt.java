package net.emotives.chatter.notifications;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Locale;

/**
 * What became of a try to notify of a message.
 *
 * @param number which one it was, from 1; the last that is kept stands for all after it
 * @param answer what notif answered, or how the way there failed
 */
public record Attempt(int number, Instant at, Outcome outcome, @Nullable String answer) {

    /** Outcome of an attempt. */
    public enum Outcome {
        /** notif has it. */
        TOLD,
        /** notif, or the way there, failed; it is tried again. */
        FAILED,
        /** notif will not have this one; it is parked and not tried again. */
        REFUSED,
        /** It was not tried: the recipient had got the message. */
        DELIVERED,
        /** It was not tried: the message was taken back. */
        TAKEN_BACK;

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String slug) {
            return valueOf(slug.toUpperCase(Locale.ROOT));
        }
    }
}
