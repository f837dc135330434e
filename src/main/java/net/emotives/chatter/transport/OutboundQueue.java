package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.Frame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Outbound queue of one connection, ordered and bounded in bytes, with a flag for an active writer.
 * Thread-safe.
 *
 * <p>Pushes never wait: one that exceeds the limit closes the queue, unless it is the only one. A
 * reply never closes it: its sender awaits room before, see {@link #awaitRoom}, and then a reply of
 * any size is taken and leaves the pushes their limit. So a queue holds at most the limit for
 * pushes, a quarter of it for replies, and one more reply or as many as were in flight.
 */
final class OutboundQueue {

    /**
     * What a waiting frame takes besides its text: the frame, the string, the array's head, its
     * slot.
     */
    private static final int OVERHEAD = 64;

    /** Bytes from which on no more is taken at a time: what is written waits for nothing. */
    private static final int TOGETHER = 4096;

    /** Tells the writer to ping. */
    static final Frame PING = Frame.of("");

    enum Added {
        /** The writer will see it. */
        QUEUED,
        /** No writer is at work: the caller must start one. */
        WRITER_NEEDED,
        /** There was no room; everything that waited is dropped, and nothing is taken any more. */
        OVERFLOWN,
        /** The queue is closed. */
        CLOSED
    }

    private final long limit;
    private final TransportMetrics metrics;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>(2);
    private long bytes;

    /** Of these, what the writer has taken and is writing. */
    private long beingWritten;

    /** Of these, an upper bound on the bytes of replies; exact while no push is behind one. */
    private long replies;

    private boolean writing;
    private boolean closed;

    OutboundQueue(long limit, TransportMetrics metrics) {
        this.limit = limit;
        this.metrics = metrics;
    }

    long limit() {
        return this.limit;
    }

    /** Adds a push. */
    synchronized Added add(Frame frame) {
        if (this.closed) {
            return Added.CLOSED;
        }
        var pushes = this.bytes - this.replies;
        if (pushes > 0 && pushes + size(frame) > this.limit) {
            this.closed = true;
            clear();
            notifyAll();
            return Added.OVERFLOWN;
        }
        return append(frame);
    }

    /** Adds a reply, or what else was sent after room was awaited. */
    synchronized Added addReply(Frame frame) {
        if (this.closed) {
            return Added.CLOSED;
        }
        this.replies += size(frame);
        return append(frame);
    }

    private Added append(Frame frame) {
        count(size(frame));
        this.frames.add(frame);
        return writerNeeded();
    }

    /**
     * Waits until three quarters of the limit are free; returns false where nothing is taken any
     * more.
     */
    synchronized boolean awaitRoom() throws InterruptedException {
        while (!this.closed && this.bytes > this.limit / 4) {
            wait();
        }
        return !this.closed;
    }

    /**
     * Takes nothing from now on; what waits is still written unless dropped. False where it was
     * closed already.
     */
    synchronized boolean close(boolean drop) {
        if (this.closed) {
            return false;
        }
        this.closed = true;
        notifyAll();
        if (drop) {
            clear();
        }
        return true;
    }

    /** Returns true if the caller must start a writer. */
    synchronized boolean claimWriter() {
        return writerNeeded() == Added.WRITER_NEEDED;
    }

    /**
     * The next frames to write, all that wait where they are short, once those taken before are
     * written; nothing where none waits: then the caller writes no longer.
     */
    synchronized List<Frame> next() {
        if (endWriting()) {
            return List.of();
        }
        var next = new ArrayList<Frame>(this.frames.size());
        var taken = 0;
        do {
            var frame = this.frames.remove();
            taken += size(frame);
            next.add(frame);
        } while (taken < TOGETHER && !this.frames.isEmpty());
        this.beingWritten = taken;
        return next;
    }

    /** All frames, where they take no more than that; nothing, and all stay, otherwise. */
    synchronized List<Frame> all(int most) {
        if (this.bytes > most) {
            return List.of();
        }
        var all = List.copyOf(this.frames);
        this.frames.clear();
        this.beingWritten = this.bytes;
        return all;
    }

    /**
     * Ends the writing of the frames taken last. Returns true if no frame waits: then the caller
     * stops writing.
     */
    synchronized boolean endWriting() {
        if (this.beingWritten > 0) {
            count(-this.beingWritten);
            this.beingWritten = 0;
        }
        this.writing = !this.frames.isEmpty();
        return !this.writing;
    }

    private Added writerNeeded() {
        if (this.writing) {
            return Added.QUEUED;
        }
        this.writing = true;
        return Added.WRITER_NEEDED;
    }

    private void clear() {
        this.frames.clear();
        this.beingWritten = 0;
        count(-this.bytes);
    }

    private void count(long more) {
        this.bytes += more;
        if (more < 0) {
            this.replies = Math.min(this.replies, this.bytes);
            notifyAll();
        }
        this.metrics.queued(more);
    }

    private static int size(Frame frame) {
        return frame.bytes() + OVERHEAD;
    }
}
