package net.emotives.chatter.protocol;

import java.time.Duration;

/**
 * What is queued for all connections together is held to a share of the heap: as long as it is
 * more, nothing long is read for any of them. Any thread that may wait.
 */
final class QueueMemory {

    private static final Duration LOOKS = Duration.ofMillis(20);

    private final SocketMetrics metrics;
    private final long share;

    /** After so long the clients that take nothing are gone, and what was queued for them. */
    private final long patience;

    QueueMemory(SocketProperties properties, SocketMetrics metrics) {
        this.metrics = metrics;
        this.share = (long) (Runtime.getRuntime().maxMemory() * properties.queuesHeapShare());
        this.patience = properties.sendTimeout().toNanos();
    }

    /** Waits until it is less; false where it is not in time. */
    boolean await() throws InterruptedException {
        var begun = System.nanoTime();
        while (this.metrics.queued() > this.share) {
            if (System.nanoTime() - begun > this.patience) {
                return false;
            }
            Thread.sleep(LOOKS);
        }
        return true;
    }
}
