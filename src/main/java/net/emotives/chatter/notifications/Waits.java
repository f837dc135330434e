package net.emotives.chatter.notifications;

import io.github.resilience4j.core.IntervalFunction;

import java.time.Duration;

/**
 * How long to wait between tries: doubling from the first to the most, each half of it by chance,
 * so that what failed together does not come back together.
 */
record Waits(Duration first, Duration most) {

    Waits {
        if (first.isNegative() || first.isZero() || most.compareTo(first) < 0) {
            throw new IllegalArgumentException("waits between tries need 0 < first <= most");
        }
    }

    IntervalFunction intervals() {
        return IntervalFunction.ofExponentialRandomBackoff(this.first, 2, 0.5, this.most);
    }
}
