package net.emotives.chatter.journal.writer;

import net.emotives.chatter.kernel.Loop;

import java.time.Duration;
import java.util.List;
import java.util.Queue;

/**
 * Fails the results of changes whose deadline has passed, while the writer itself may be blocked by
 * a database that does not answer. The changes stay with the writer. Runs on a thread of its own.
 */
final class WriteTimeouts {

    private static final Duration INTERVAL = Duration.ofMillis(50);

    private final Queue<PendingChange> queue;
    private volatile List<PendingChange> inFlight = List.of();
    private final Loop loop = Loop.virtual("journal-timeouts", this::step);

    /**
     * @param queue queued changes, in the order of their deadlines
     */
    WriteTimeouts(Queue<PendingChange> queue) {
        this.queue = queue;
    }

    void start() {
        this.loop.start();
    }

    void stop() {
        this.loop.stop();
        this.inFlight = List.of();
    }

    /** Sets the batch in flight, which must not be modified any more. */
    void watch(List<PendingChange> batch) {
        this.inFlight = batch;
    }

    private void step() throws InterruptedException {
        Thread.sleep(INTERVAL);
        check(System.nanoTime());
    }

    private void check(long now) {
        this.inFlight.stream()
                .filter(pending -> pending.isLate(now))
                .forEach(PendingChange::timeOut);
        this.queue.stream()
                .takeWhile(pending -> pending.isLate(now))
                .forEach(PendingChange::timeOut);
    }
}
