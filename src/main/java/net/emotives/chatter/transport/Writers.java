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
 * Pool of virtual threads that write the outbound queues of links: as many as there are processors,
 * so that a push to thousands does not start thousands of threads. A client that takes nothing
 * blocks its writer; if no writer makes progress, a new crew takes over, twice as large each time,
 * and blocked writers end with their client. Thread-safe. Never blocks the caller.
 */
@Component
class Writers implements PushBatches {

    private static final Logger log = LoggerFactory.getLogger(Writers.class);

    /** Time without progress after which a new crew takes over. */
    private static final Duration STANDSTILL = Duration.ofMillis(10);

    /**
     * Links of a batch that the pushing thread writes itself, since waking a writer takes longer.
     */
    private static final int FEW = 4;

    /** Largest crew. */
    private static final int MOST = 1024;

    /** A link that has something to write; written by one writer at a time. */
    interface Client {

        /** Writes all that is queued, with a buffer that is reused afterwards. May block. */
        void write(ByteBuffer buffer);

        /** The same without blocking; hands the rest to a writer. */
        void tryToWrite(ByteBuffer buffer);
    }

    /** Writers that work together; one that was blocked when a new crew took over ends. */
    private static final class Crew {

        private final int most;
        private final AtomicInteger working = new AtomicInteger();

        /** Number of links written, which shows progress. */
        private final LongAdder done = new LongAdder();

        Crew(int most) {
            this.most = most;
        }
    }

    private final int processors = Runtime.getRuntime().availableProcessors();
    private final ConcurrentLinkedQueue<Client> ready = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean watched = new AtomicBoolean();

    private volatile Crew crew = new Crew(this.processors);

    /** Thread that pushes a batch; one at a time. */
    private volatile @Nullable Thread pushing;

    /** Links handed over in the batch; for the thread that pushes it. */
    private int inBatch;

    private final List<Client> few = new ArrayList<>(FEW);
    private final ByteBuffer batchBuffer = ByteBuffer.allocateDirect(LinkOutput.BUFFER);

    /** Has a link written soon. */
    void write(Client client) {
        if (!Thread.currentThread().equals(this.pushing)) {
            this.ready.add(client);
            goOn();
        } else if (this.inBatch++ < FEW) {
            this.few.add(client);
        } else {
            this.ready.add(client);
        }
    }

    @Override
    public void begin() {
        this.inBatch = 0;
        this.pushing = Thread.currentThread();
    }

    @Override
    public void end() {
        this.pushing = null;
        if (this.inBatch <= FEW) {
            this.few.forEach(client -> client.tryToWrite(this.batchBuffer));
        } else {
            this.ready.addAll(this.few);
        }
        this.few.clear();
        if (!this.ready.isEmpty()) {
            goOn();
        }
    }

    private void goOn() {
        var now = this.crew;
        if (now.working.get() < now.most) {
            startWriter(now);
        } else if (!this.watched.get() && this.watched.compareAndSet(false, true)) {
            VitalThread.virtual("writers-watch", this::watch);
        }
    }

    private void startWriter(Crew crew) {
        crew.working.incrementAndGet();
        VitalThread.virtual("socket-writer", () -> work(crew));
    }

    private void work(Crew crew) {
        var buffer = ByteBuffer.allocate(LinkOutput.BUFFER);
        do {
            var next = next(crew);
            if (next != null && !this.ready.isEmpty()) {
                // There is work for another writer.
                goOn();
            }
            for (; next != null; next = next(crew)) {
                write(next, buffer);
                crew.done.increment();
            }
            crew.working.decrementAndGet();
            // A link added meanwhile still saw this writer at work.
        } while (this.crew == crew && !this.ready.isEmpty() && crew.working.incrementAndGet() > 0);
    }

    /** Writes to one client; a failure does not end the writer. */
    private static void write(Client client, ByteBuffer buffer) {
        try {
            client.write(buffer);
        } catch (RuntimeException | Error failure) {
            log.atError().setCause(failure).log("A connection could not be written");
        }
    }

    private @Nullable Client next(Crew crew) {
        return this.crew == crew ? this.ready.poll() : null;
    }

    private void watch() {
        try {
            do {
                awaitEmpty();
                if (this.crew.most > this.processors) {
                    takeOver(new Crew(this.processors));
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
            var done = this.crew.done.sum();
            if (done == before) {
                takeOver(new Crew(Math.min(this.crew.most * 2, MOST)));
                before = 0;
            } else {
                before = done;
            }
            Thread.sleep(STANDSTILL);
        }
    }

    private void takeOver(Crew next) {
        this.crew = next;
        for (var i = 0; i < next.most && !this.ready.isEmpty(); i++) {
            startWriter(next);
        }
    }

    /** Returns the number of writers that are not known to be blocked. */
    int working() {
        return this.crew.working.get();
    }
}
