package net.emotives.chatter.notifications;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What is known of the notification of a message.
 *
 * @param because the same in a sentence
 * @param due when it is tried next; while a node has it in hand, when another one may
 * @param tries how often it was tried so far, where it is still to be told
 * @param attempts what was kept of it, in order
 */
public record Trail(
        State state,
        String because,
        @Nullable Instant due,
        @Nullable Integer tries,
        List<Attempt> attempts) {

    /** State of a notification. */
    public enum State {
        /** There is none for such a message. */
        NONE,
        /** It is still to be told. */
        WAITING,
        /** notif refused it; it waits for a person. */
        PARKED,
        /** notif has it. */
        TOLD,
        /** It was given up because it was not needed. */
        DROPPED,
        /** It is too long ago. */
        UNKNOWN
    }
}
