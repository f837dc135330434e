package net.emotives.chatter.protocol;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes for connections that have something to write: as many at a time as there are processors,
 * one connection after the other, so that a push to thousands does not make thousands of threads.
 * Clients that take nothing hold their writers up; where nothing goes on any more, others take
 * over, and those that are held count no longer. Any thread hands over; nobody waits.
 */
@Component
class Writers {

    /** How long everything may stand still before others take over. */
    private static final Duration STANDSTILL = Duration.ofMillis(10);

    /** Those who work together; one that is held by a client leaves when it is let go. */
    private static final class Shift {

        private final AtomicInteger working = new AtomicInteger();
    }

    private final int most = Runtime.getRuntime().availableProcessors();
    private final ConcurrentLinkedQueue<Runnable> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    /** How many were begun: whether anything goes on. */
    private final LongAdder begun = new LongAdder();

    private volatile Shift shift = new Shift();

    /** Has it written soon. */
    void write(Runnable connection) {
        this.ready.add(connection);
        var now = this.shift;
        if (now.working.get() < this.most) {
            startWriter(now);
        } else if (!this.watched.get() && this.watched.compareAndSet(false, true)) {
            Thread.ofVirtual().name("writers-watch").start(this::watch);
        }
    }

    private void startWriter(Shift shift) {
        shift.working.incrementAndGet();
        Thread.ofVirtual().name("socket-writer").start(() -> work(shift));
    }

    private void work(Shift shift) {
        do {
            for (var next = next(shift); next != null; next = next(shift)) {
                this.begun.increment();
                next.run();
            }
            shift.working.decrementAndGet();
            // What came in between saw this one at work still.
        } while (this.shift == shift
                && !this.ready.isEmpty()
                && shift.working.incrementAndGet() > 0);
    }

    private @Nullable Runnable next(Shift shift) {
        return this.shift == shift ? this.ready.poll() : null;
    }

    private void watch() {
        try {
            do {
                var before = -1L;
                while (!this.ready.isEmpty()) {
                    var now = this.begun.sum();
                    if (now == before) {
                        var next = new Shift();
                        this.shift = next;
                        startWriter(next);
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

    /** How many work and are not held by a client, as far as is known. */
    int working() {
        return this.shift.working.get();
    }
}
