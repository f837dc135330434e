package net.emotives.chatter.protocol;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.delivery.Frame;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PongMessage;
import org.springframework.web.socket.WebSocketMessage;
import org.springframework.web.socket.WebSocketSession;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One open WebSocket: a bounded queue with a single writer, one of those that all share. Sending
 * and closing return at once on any thread; reading is for the one thread that the container gives
 * a connection. A client that does not keep up is closed as a slow consumer, and what waited for it
 * is dropped.
 */
public final class SocketConnection {

    private static final Logger log = LoggerFactory.getLogger(SocketConnection.class);

    private final SocketOutput output;
    private final SocketEvents events;
    private final SocketMetrics metrics;
    private final Writers writers;
    private final OutboundQueue queue;
    private final FrameAssembler assembler;
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

    SocketConnection(
            WebSocketSession session,
            SocketEvents events,
            SocketProperties properties,
            SocketMetrics metrics,
            Writers writers) {
        this.signs = new SignsOfLife(properties.ping());
        this.output = new SocketOutput(session, properties.sendTimeout(), this.signs::heard);
        this.events = events;
        this.metrics = metrics;
        this.writers = writers;
        this.queue = new OutboundQueue(properties.queueLimit().toBytes(), metrics);
        this.assembler = new FrameAssembler(properties.frameLimit().toBytes());
        this.badFrames = new BadFrames(properties.badFrames());
        this.memory = new QueueMemory(properties, metrics);
        this.receiptPing = properties.receiptPing().toNanos();
    }

    /** How many bytes may wait for it. */
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

    /**
     * Takes what the container read: a whole frame of text, where this was its last piece; throws
     * {@link FrameTooLarge}.
     */
    public Optional<String> receive(WebSocketMessage<?> piece) {
        this.signs.heard();
        if (piece instanceof PongMessage pong) {
            answered(pong.getPayload());
            return Optional.empty();
        }
        return this.reason == null ? this.assembler.add(piece) : Optional.empty();
    }

    /** Counts a frame that was not understood; whoever sends too many of them is closed. */
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

    /** Whether we had a reason to close it. */
    boolean isClosedByUs() {
        return this.reason != null;
    }

    /** The container says that the socket is gone. */
    public void closed() {
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
        this.writers.write(new Turn());
    }

    private void tryToWrite(ByteBuffer buffer) {
        try {
            var all = this.queue.all(SocketOutput.BUFFER);
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
                this.output.close(this.events.status(why));
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

    /** Nothing more can be written: the container has closed the socket, or is made to. */
    private void lost(Exception failure) {
        log.atDebug().setCause(failure).log("A socket could not be written");
        closed();
        try {
            this.output.close(CloseStatus.SESSION_NOT_RELIABLE);
        } catch (IOException alreadyGone) {
            log.atDebug().setCause(alreadyGone).log("A socket could not be closed");
        }
    }

    private ByteBuffer nextPing() {
        var number = this.written + 1;
        this.written = number;
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number);
    }

    private synchronized void answered(ByteBuffer payload) {
        // Only the newest ping says that everything before it has arrived.
        if (payload.remaining() == Long.BYTES
                && payload.getLong(payload.position()) == this.pings) {
            this.pongs = this.pings;
            this.events.ponged();
        }
    }

    /** Of whoever writes what waits. */
    private final class Turn implements Writers.Client {

        @Override
        public void write(ByteBuffer buffer) {
            SocketConnection.this.write(buffer);
        }

        @Override
        public void tryToWrite(ByteBuffer buffer) {
            SocketConnection.this.tryToWrite(buffer);
        }
    }
}
