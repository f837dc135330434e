package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads a socket all the time, answers pings and the close, and keeps the first failure of whoever
 * looks at the frames until it is asked for.
 */
final class SocketReader {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RawSocket raw;
    private final Consumer<String> texts;
    private final Consumer<RawSocket.Frame> controls;
    private final Runnable atEnd;
    private final Thread thread;
    private volatile RawSocket.@Nullable Frame close;
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private final CountDownLatch over = new CountDownLatch(1);

    /** Hands on texts, and pings, pongs and whatever else came, on a thread of its own. */
    SocketReader(
            RawSocket raw,
            Consumer<String> texts,
            Consumer<RawSocket.Frame> controls,
            Runnable atEnd) {
        this.raw = raw;
        this.texts = texts;
        this.controls = controls;
        this.atEnd = atEnd;
        this.thread = Thread.ofVirtual().unstarted(this::read);
    }

    void start() {
        this.thread.start();
    }

    private void read() {
        try {
            for (var frame = this.raw.readAnything();
                    frame != null;
                    frame = this.raw.readAnything()) {
                take(frame);
            }
        } catch (RuntimeException | Error failed) {
            fail(failed);
        } finally {
            this.ended = true;
            this.over.countDown();
            this.atEnd.run();
        }
    }

    private void take(RawSocket.Frame frame) {
        switch (frame.opcode()) {
            case RawSocket.TEXT -> this.texts.accept(frame.text());
            case RawSocket.PING -> {
                this.raw.write(RawSocket.PONG, frame.payload());
                this.controls.accept(frame);
            }
            case RawSocket.CLOSE -> {
                this.close = frame;
                this.over.countDown();
                this.raw.write(RawSocket.CLOSE, frame.payload());
            }
            default -> this.controls.accept(frame);
        }
    }

    /** Keeps that for the next check. */
    void fail(Throwable failed) {
        if (this.failure == null) {
            this.failure = failed;
        }
    }

    /** Fails where something was wrong with what was read. */
    void check() {
        var failed = this.failure;
        if (failed != null) {
            throw new AssertionError(failed.getMessage(), failed);
        }
    }

    /** Whether the server has closed it, or the connection is gone. */
    boolean isClosed() {
        return this.close != null || this.ended;
    }

    /** Waits until that is so, and fails where it does not come to that. */
    void awaitClosed() throws InterruptedException {
        if (!this.over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server closes nothing");
        }
    }

    /** Waits for the end of the connection, without a timeout. */
    void awaitEnd() throws InterruptedException {
        this.over.await();
    }

    /** The code with which the server closed it; 1006 where the connection just ended. */
    int closeCode() {
        var frame = this.close;
        return frame == null ? 1006 : frame.closeCode();
    }

    String closeReason() {
        var frame = this.close;
        return frame == null ? "" : frame.closeReason();
    }

    /** Ends the connection without a word, waits until the last frame was looked at, and checks. */
    void end() {
        this.raw.close();
        try {
            if (!this.thread.join(PATIENCE)) {
                throw new AssertionError("the reader of a closed socket goes on");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        check();
    }
}
