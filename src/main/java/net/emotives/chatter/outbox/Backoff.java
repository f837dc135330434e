package net.emotives.chatter.outbox;

import io.github.resilience4j.core.IntervalFunction;

import java.time.Duration;

/**
 * Back-off between tries: doubles from the first to the longest wait, each half of it random, so
 * that entries which failed together do not come back together.
 *
 * @param first the wait after the first failure
 * @param most the longest wait
 */
public record Backoff(Duration first, Duration most) {

    /** Throws if it is not 0 &lt; first &lt;= most. */
    public Backoff {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits between tries need 0 < first <= most");
        }
    }

    /** Returns the waits by the number of the try, from 1. */
    public IntervalFunction intervals() {
        return IntervalFunction.ofExponentialRandomBackoff(this.first, 2, 0.5, this.most);
    }
}
