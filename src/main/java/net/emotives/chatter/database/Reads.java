package net.emotives.chatter.database;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Limits on the reads of a node: on the bytes that they hold together, a share of the heap, and on
 * the number that the database works on at once. First come, first served; a read that waits too
 * long is refused with {@link Overloaded}. Thread-safe. Blocks.
 *
 * <p>A {@link #hold hold} must not wait for a client, since others wait for it. An answer over HTTP
 * does, and is {@link #holdForClient held apart}: slow clients keep out each other alone.
 */
public class Reads {

    /** Bytes of a permit, as permits are ints. */
    private static final int UNIT = 1024;

    private final ReadsProperties properties;
    private final Semaphore inFlight;
    private final Share share;
    private final Share clientsShare;

    Reads(ReadsProperties properties) {
        this(properties, Runtime.getRuntime().maxMemory());
    }

    Reads(ReadsProperties properties, long heap) {
        this.properties = properties;
        this.inFlight = new Semaphore(properties.atOnce(), true);
        var half = (long) (heap * properties.heapShare() / 2);
        this.share = new Share(half);
        this.clientsShare = new Share(half);
    }

    /** Bytes of a page over HTTP. */
    public long page() {
        return this.properties.page().toBytes();
    }

    /** Bytes of a replay that are read at a time. */
    public long piece() {
        return this.properties.piece().toBytes();
    }

    /** Reserves that many bytes; throws {@link Overloaded}. */
    public Hold hold(long bytes) {
        return this.share.take(bytes, this.properties.patience());
    }

    /** Reserves bytes for vital work: waits without a timeout. */
    public Hold await(long bytes) {
        return this.share.take(bytes, null);
    }

    /** The same for what is held until a client has taken it; throws {@link Overloaded}. */
    public Hold holdForClient(long bytes) {
        return this.clientsShare.take(bytes, this.properties.patience());
    }

    /** Waits without a timeout if no patience is given. */
    private static void acquire(Semaphore from, int permits, @Nullable Duration patience) {
        if (patience == null) {
            from.acquireUninterruptibly(permits);
            return;
        }
        try {
            if (!from.tryAcquire(permits, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                throw Overloaded.byReads();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Overloaded.byReads();
        }
    }

    /** Bytes of the heap that some reads may hold together. */
    private final class Share {

        private final int size;
        private final Semaphore free;

        Share(long bytes) {
            this.size = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
            this.free = new Semaphore(this.size, true);
        }

        Hold take(long bytes, @Nullable Duration patience) {
            // A read that is larger than the share takes all of it.
            var permits = (int) Math.min(this.size, bytes / UNIT + 1);
            acquire(this.free, permits, patience);
            return new Hold(this.free, permits, patience);
        }
    }

    /** Reservation of heap for the rows of a read. Closing it twice does nothing. */
    public final class Hold implements AutoCloseable {

        private final Semaphore share;
        private final int permits;
        private final @Nullable Duration patience;
        private final AtomicBoolean closed = new AtomicBoolean();

        Hold(Semaphore share, int permits, @Nullable Duration patience) {
            this.share = share;
            this.permits = permits;
            this.patience = patience;
        }

        /**
         * Runs the statement once fewer reads than the limit are in flight; throws {@link
         * Overloaded}.
         */
        public <T> T read(Supplier<T> statement) {
            acquire(Reads.this.inFlight, 1, this.patience);
            try {
                return statement.get();
            } finally {
                Reads.this.inFlight.release();
            }
        }

        @Override
        public void close() {
            if (this.closed.compareAndSet(false, true)) {
                this.share.release(this.permits);
            }
        }
    }
}
