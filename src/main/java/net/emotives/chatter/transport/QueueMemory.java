package net.emotives.chatter.transport;

import java.time.Duration;

/**
 * Limit on the bytes queued for all connections together, a share of the heap: while it is
 * exceeded, no long read begins for any of them. Thread-safe. Blocks.
 */
final class QueueMemory {

    private static final Duration LOOKS = Duration.ofMillis(20);

    private final TransportMetrics metrics;
    private final long share;

    /** After so long the clients that take nothing are gone, and what was queued for them. */
    private final long patience;

    QueueMemory(TransportProperties properties, TransportMetrics metrics) {
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
