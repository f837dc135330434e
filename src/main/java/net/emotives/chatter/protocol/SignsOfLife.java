package net.emotives.chatter.protocol;

import java.time.Duration;
import java.util.Optional;

/** When a connection was opened, and when its client showed last that it is there. Any thread. */
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

    /** For how long nothing came, where that is longer than a client takes that answers pings. */
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
