package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;

import java.time.Clock;
import java.time.Instant;

/**
 * What the calls to a neighbour have shown lately: when it answered, when and how it failed to, and
 * whether it is given up for now. Safe for any thread.
 */
public final class Contact {

    /** Characters of a message that are kept. */
    private static final int LONGEST = 200;

    private final Clock clock;
    private volatile boolean away;
    private volatile @Nullable Instant answered;
    private volatile @Nullable Failure failure;

    /** Nothing is known yet. */
    public Contact(Clock clock) {
        this.clock = clock;
    }

    /**
     * A call that failed.
     *
     * @param why for operators
     */
    public record Failure(Instant at, String why) {}

    /** It kept failing and is not called for a while, or is called again. */
    public void away(boolean away) {
        this.away = away;
    }

    /** Whether it is not called, but for a try now and then. */
    public boolean isAway() {
        return this.away;
    }

    /** A call was answered as it should be. */
    public void answered() {
        this.answered = this.clock.instant();
    }

    /** A call failed. */
    public void failed(String why) {
        this.failure = new Failure(this.clock.instant(), why);
    }

    /** Returns when a call was last answered, if ever. */
    public @Nullable Instant lastAnswer() {
        return this.answered;
    }

    /** The last call that failed, if any. */
    public @Nullable Failure lastFailure() {
        return this.failure;
    }

    /** A failure in a few words: what it is called, and the beginning of its message. */
    public static String reason(Throwable root) {
        var message = root.getMessage();
        var name = root.getClass().getSimpleName();
        return message == null
                ? name
                : name + ": " + message.substring(0, Math.min(message.length(), LONGEST));
    }
}
