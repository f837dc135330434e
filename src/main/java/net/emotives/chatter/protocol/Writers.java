package net.emotives.chatter.protocol;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes for connections that have something to write: as many at a time as there are processors,
 * one connection after the other, so that a push to thousands does not make thousands of threads. A
 * client that takes nothing holds its writer up, and then another one takes over what waits behind
 * it. Any thread hands over; nobody waits.
 */
@Component
class Writers {

    /** How long everything may stand still before somebody else goes on. */
    private static final Duration STANDSTILL = Duration.ofMillis(10);

    private final int most = Runtime.getRuntime().availableProcessors();
    private final ConcurrentLinkedQueue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** How many were begun: whether anything goes on. */
    private final LongAdder begun = new LongAdder();

    /** Has it written soon. */
    void write(Runnable connection) {
        this.ready.add(connection);
        if (this.working.get() < this.most) {
            startWriter();
        } else if (!this.watched.get() && this.watched.compareAndSet(false, true)) {
            Thread.ofVirtual().name("writers-watch").start(this::watch);
        }
    }

    private void startWriter() {
        this.working.incrementAndGet();
        Thread.ofVirtual().name("socket-writer").start(this::work);
    }

    private void work() {
        do {
            for (var next = this.ready.poll(); next != null; next = this.ready.poll()) {
                this.begun.increment();
                next.run();
            }
            this.working.decrementAndGet();
            // What came in between saw this one at work still.
        } while (!this.ready.isEmpty() && this.working.incrementAndGet() > 0);
    }

    private void watch() {
        try {
            do {
                var before = -1L;
                while (!this.ready.isEmpty()) {
                    var now = this.begun.sum();
                    if (now == before) {
                        startWriter();
                    }
                    before = now;
                    Thread.sleep(STANDSTILL);
                }
                this.watched.set(false);
            } while (!this.ready.isEmpty() && this.watched.compareAndSet(false, true));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
