package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.PushBatches;
import net.emotives.chatter.kernel.VitalThread;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Writes for connections that have something to write: as many at a time as there are processors,
 * one connection after the other, so that a push to thousands does not make thousands of threads.
 * Clients that take nothing hold their writers up; where nothing gets done any more, others take
 * over, twice as many each time, and those that are held count no longer. Any thread hands over;
 * nobody waits.
 */
@Component
class Writers implements PushBatches {

    private static final Logger log = LoggerFactory.getLogger(Writers.class);

    /** How long everything may stand still before others take over. */
    private static final Duration STANDSTILL = Duration.ofMillis(10);

    /** Who pushes to no more than so many writes to them at once: others need longer to wake. */
    private static final int FEW = 4;

    /** How many are added at a time at the most. */
    private static final int MOST = 1024;

    /** Who has something to be written to him; one at a time does. */
    interface Client {

        /** Writes all there is, with a buffer that others use afterwards. May block. */
        void write(ByteBuffer buffer);

        /** The same without blocking; hands over what cannot be written so. */
        void tryToWrite(ByteBuffer buffer);
    }

    /** Those who work together; one that is held by a client leaves when it is let go. */
    private static final class Shift {

        private final int most;
        private final AtomicInteger working = new AtomicInteger();

        /** How many were written: whether anything gets done. */
        private final LongAdder done = new LongAdder();

        Shift(int most) {
            this.most = most;
        }
    }

    private final int processors = Runtime.getRuntime().availableProcessors();
    private final ConcurrentLinkedQueue<Client> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    private volatile Shift shift = new Shift(this.processors);

    /** The one that is in a burst, of which there is one at a time. */
    private volatile @Nullable Thread bursting;

    /** What was handed over in the burst, and the first of it; for the thread that is in one. */
    private int inBurst;

    private final List<Client> few = new ArrayList<>(FEW);
    private final ByteBuffer burstBuffer = ByteBuffer.allocateDirect(LinkOutput.BUFFER);

    /** Has it written soon. */
    void write(Client client) {
        if (!Thread.currentThread().equals(this.bursting)) {
            this.ready.add(client);
            goOn();
        } else if (this.inBurst++ < FEW) {
            this.few.add(client);
        } else {
            this.ready.add(client);
        }
    }

    @Override
    public void begin() {
        this.inBurst = 0;
        this.bursting = Thread.currentThread();
    }

    @Override
    public void end() {
        this.bursting = null;
        if (this.inBurst <= FEW) {
            this.few.forEach(client -> client.tryToWrite(this.burstBuffer));
        } else {
            this.ready.addAll(this.few);
        }
        this.few.clear();
        if (!this.ready.isEmpty()) {
            goOn();
        }
    }

    private void goOn() {
        var now = this.shift;
        if (now.working.get() < now.most) {
            startWriter(now);
        } else if (!this.watched.get() && this.watched.compareAndSet(false, true)) {
            VitalThread.virtual("writers-watch", this::watch);
        }
    }

    private void startWriter(Shift shift) {
        shift.working.incrementAndGet();
        VitalThread.virtual("socket-writer", () -> work(shift));
    }

    private void work(Shift shift) {
        var buffer = ByteBuffer.allocate(LinkOutput.BUFFER);
        do {
            var next = next(shift);
            if (next != null && !this.ready.isEmpty()) {
                // Another one has something to do as well.
                goOn();
            }
            for (; next != null; next = next(shift)) {
                write(next, buffer);
                shift.done.increment();
            }
            shift.working.decrementAndGet();
            // What came in between saw this one at work still.
        } while (this.shift == shift
                && !this.ready.isEmpty()
                && shift.working.incrementAndGet() > 0);
    }

    /** Writes to one client; a failure does not end the writer. */
    private static void write(Client client, ByteBuffer buffer) {
        try {
            client.write(buffer);
        } catch (RuntimeException | Error failure) {
            log.atError().setCause(failure).log("A connection could not be written");
        }
    }

    private @Nullable Client next(Shift shift) {
        return this.shift == shift ? this.ready.poll() : null;
    }

    private void watch() {
        try {
            do {
                awaitEmpty();
                if (this.shift.most > this.processors) {
                    takeOver(new Shift(this.processors));
                }
                this.watched.set(false);
            } while (!this.ready.isEmpty() && this.watched.compareAndSet(false, true));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitEmpty() throws InterruptedException {
        var before = -1L;
        while (!this.ready.isEmpty()) {
            var done = this.shift.done.sum();
            if (done == before) {
                takeOver(new Shift(Math.min(this.shift.most * 2, MOST)));
                before = 0;
            } else {
                before = done;
            }
            Thread.sleep(STANDSTILL);
        }
    }

    private void takeOver(Shift next) {
        this.shift = next;
        for (var i = 0; i < next.most && !this.ready.isEmpty(); i++) {
            startWriter(next);
        }
    }

    /** How many work and are not held by a client, as far as is known. */
    int working() {
        return this.shift.working.get();
    }
}
