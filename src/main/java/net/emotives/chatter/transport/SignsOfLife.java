package net.emotives.chatter.transport;

import java.time.Duration;
import java.util.Optional;

/** Times of a connection: when it was opened and when its client was last heard. Thread-safe. */
final class SignsOfLife {

    private final long openedAt = System.nanoTime();
    private final long liveWithin;
    private volatile long heardAt = this.openedAt;

    /**
     * @param ping the time between two pings; a fifth of it more is given to the answer
     */
    SignsOfLife(Duration ping) {
        this.liveWithin = ping.toNanos() * 6 / 5;
    }

    void heard() {
        this.heardAt = System.nanoTime();
    }

    /**
     * Returns the time since the last frame if it is longer than a client takes to answer a ping.
     */
    Optional<Duration> silence() {
        var silent = silentSince(System.nanoTime());
        return silent > this.liveWithin ? Optional.of(Duration.ofNanos(silent)) : Optional.empty();
    }

    long silentSince(long now) {
        return now - this.heardAt;
    }

    long age(long now) {
        return now - this.openedAt;
    }
}
