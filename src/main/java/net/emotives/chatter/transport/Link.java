package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Frame;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One open client connection, whatever its wire: a bounded outbound queue, written by the shared
 * {@link Writers}, one writer at a time. Sending and closing never block and may be called on any
 * thread; what blocks says so and is for the thread that reads the connection. A client that does
 * not keep up is closed as a slow consumer, and its queue is dropped.
 */
public final class Link {

    private static final Logger log = LoggerFactory.getLogger(Link.class);

    private final LinkOutput output;
    private final LinkEvents events;
    private final TransportMetrics metrics;
    private final Writers writers;
    private final OutboundQueue queue;
    private final BadFrames badFrames;
    private final QueueMemory memory;
    private final long receiptPing;
    private final SignsOfLife signs;
    private volatile long pingedAt = System.nanoTime();
    private boolean receiptWanted;
    private long pings;
    private long pongs;

    /** Pings written; for the writer alone, of which there is one at a time. */
    private volatile long written;

    private volatile @Nullable CloseReason reason;

    Link(
            Function<Runnable, LinkOutput> output,
            LinkEvents events,
            TransportProperties properties,
            TransportMetrics metrics,
            Writers writers) {
        this.signs = new SignsOfLife(properties.ping());
        this.output = output.apply(this.signs::heard);
        this.events = events;
        this.metrics = metrics;
        this.writers = writers;
        this.queue = new OutboundQueue(properties.queueLimit().toBytes(), metrics);
        this.badFrames = new BadFrames(properties.badFrames());
        this.memory = new QueueMemory(properties, metrics);
        this.receiptPing = properties.receiptPing().toNanos();
    }

    /** Returns the maximum number of bytes that may wait for it. */
    public long queueLimit() {
        return this.queue.limit();
    }

    /** Queues a push. Never blocks: where too much waits, the client is closed as too slow. */
    public void send(Frame frame) {
        queued(this.queue.add(frame));
    }

    /** Queues a reply. Never blocks or closes; {@link #awaitRoom} is called before it is made. */
    public void reply(Frame frame) {
        queued(this.queue.addReply(frame));
    }

    private void queued(OutboundQueue.Added added) {
        switch (added) {
            case WRITER_NEEDED -> startWriter();
            case OVERFLOWN -> closing(CloseReason.SLOW_CONSUMER);
            case QUEUED, CLOSED -> {}
        }
    }

    /**
     * Waits until the client has taken most of what was queued. Blocks: for the thread that reads
     * the connection alone. Returns false where the connection is closed meanwhile.
     */
    public boolean awaitRoom() throws InterruptedException {
        if (!this.queue.awaitRoom()) {
            return false;
        }
        // A client that takes queued frames is alive; its pongs are read by this thread, which is
        // waiting.
        this.signs.heard();
        return true;
    }

    /** Records that the client was heard. For the thread that reads the connection. */
    public void heard() {
        this.signs.heard();
    }

    /** Returns true once this node closes the link: what the client still sends is ignored. */
    public boolean isClosing() {
        return this.reason != null;
    }

    /** Counts a frame that was not understood; closes a client that sends too many of them. */
    public void countBadFrame() {
        if (this.badFrames.isTooMany(System.nanoTime())) {
            close(CloseReason.BAD_FRAMES);
        }
    }

    /**
     * Pings to learn whether what was sent has arrived: at once, or soon if a ping was a moment
     * ago.
     */
    public synchronized void pingForReceipt() {
        this.receiptWanted = true;
        pingIfReceiptWanted(System.nanoTime());
    }

    synchronized void pingIfReceiptWanted(long now) {
        if (this.receiptWanted
                && this.pings == this.pongs
                && pingedSince(now) >= this.receiptPing) {
            ping();
        }
    }

    synchronized void ping() {
        this.receiptWanted = false;
        this.events.pinging();
        this.pings++;
        this.pingedAt = System.nanoTime();
        send(OutboundQueue.PING);
    }

    /** Waits until there is room in the heap for more to be queued; false where there is none. */
    public boolean awaitMemory() throws InterruptedException {
        return this.memory.await();
    }

    /** Queues a frame once there is room, see {@link #awaitRoom}; otherwise returns false. */
    public boolean sendPatiently(Frame frame) throws InterruptedException {
        if (!awaitRoom()) {
            return false;
        }
        reply(frame);
        return true;
    }

    /** Has the protocol say its last words and close it. */
    void retire(CloseReason why) {
        this.events.retire(why);
    }

    /** Closes after what waits is written; at once where the client is lost. */
    public void close(CloseReason why) {
        if (this.queue.close(why == CloseReason.HEARTBEAT_LOST)) {
            closing(why);
        }
    }

    /** Ends a link whose connection is gone. */
    void closed() {
        this.queue.close(true);
        this.events.closing();
    }

    /**
     * Returns the time since the last frame if it is longer than a client takes to answer a ping.
     */
    public Optional<Duration> silence() {
        return this.signs.silence();
    }

    SignsOfLife signs() {
        return this.signs;
    }

    long pingedSince(long now) {
        return now - this.pingedAt;
    }

    private void closing(CloseReason why) {
        this.reason = why;
        this.metrics.closed(why);
        this.events.closing();
        if (this.queue.claimWriter()) {
            startWriter();
        }
    }

    private void startWriter() {
        this.writers.write(new Pending());
    }

    private void tryToWrite(ByteBuffer buffer) {
        try {
            var all = this.queue.all(LinkOutput.BUFFER);
            fill(all, buffer);
            if (!this.output.tryToFlush(buffer)
                    || !this.queue.endWriting()
                    || this.reason != null) {
                startWriter();
            }
        } catch (IOException | RuntimeException gone) {
            lost(gone);
        }
    }

    private void write(ByteBuffer buffer) {
        try {
            this.output.finish();
            for (var next = this.queue.next(); !next.isEmpty(); next = this.queue.next()) {
                write(next, buffer);
            }
            var why = this.reason;
            if (why != null) {
                this.output.close(why);
            }
        } catch (IOException | RuntimeException gone) {
            lost(gone);
        }
    }

    private void write(List<Frame> frames, ByteBuffer buffer) throws IOException {
        fill(frames, buffer);
        this.output.flush(buffer);
    }

    private void fill(List<Frame> frames, ByteBuffer buffer) throws IOException {
        buffer.clear();
        for (var frame : frames) {
            if (frame.equals(OutboundQueue.PING)) {
                this.output.ping(nextPing(), buffer);
            } else {
                this.output.text(frame.content(), buffer);
            }
        }
    }

    /** Ends a link that can no longer be written. */
    private void lost(Exception failure) {
        log.atDebug().setCause(failure).log("Link could not be written");
        closed();
        try {
            this.output.abort();
        } catch (IOException alreadyGone) {
            log.atDebug().setCause(alreadyGone).log("Link could not be aborted");
        }
    }

    private ByteBuffer nextPing() {
        var number = this.written + 1;
        this.written = number;
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number);
    }

    /** Takes the payload of a pong. For the thread that reads the connection. */
    public synchronized void ponged(ByteBuffer payload) {
        // Only the newest ping says that everything before it has arrived.
        if (payload.remaining() == Long.BYTES
                && payload.getLong(payload.position()) == this.pings) {
            this.pongs = this.pings;
            this.events.ponged();
        }
    }

    /** This link as the writers see it. */
    private final class Pending implements Writers.Client {

        @Override
        public void write(ByteBuffer buffer) {
            Link.this.write(buffer);
        }

        @Override
        public void tryToWrite(ByteBuffer buffer) {
            Link.this.tryToWrite(buffer);
        }
    }
}
