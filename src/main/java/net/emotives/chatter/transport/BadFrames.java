package net.emotives.chatter.transport;

import java.util.concurrent.TimeUnit;

/**
 * Counts frames that were not understood, by the minute. For the one thread that reads a
 * connection.
 */
final class BadFrames {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final int allowed;
    private long since;
    private int count;

    BadFrames(int allowed) {
        this.allowed = allowed;
    }

    /** Counts one more, and says whether that is more than allowed within a minute. */
    boolean isTooMany(long now) {
        if (this.count == 0 || now - this.since > MINUTE) {
            this.since = now;
            this.count = 0;
        }
        return ++this.count > this.allowed;
    }
}
