package net.emotives.chatter.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One connection through a {@link Cable}. Any thread may do something to it. */
public final class Line {

    private static final int CHUNK = 16 * 1024;

    private final Socket near;
    private final Socket far;
    private final Consumer<Line> whenEnded;
    private boolean silent;
    private boolean ended;

    /** Bytes that the near end may still get before the line breaks. */
    private long left = Long.MAX_VALUE;

    Line(Socket near, Socket far, Consumer<Line> whenEnded) {
        this.near = near;
        this.far = far;
        this.whenEnded = whenEnded;
    }

    void start() {
        Thread.startVirtualThread(() -> carry(this.near, this.far, false));
        Thread.startVirtualThread(() -> carry(this.far, this.near, true));
    }

    /** The near end's port. */
    public int port() {
        return this.near.getPort();
    }

    /** Nothing passes any more, not even an end, and neither side is told. */
    public synchronized void silence() {
        this.silent = true;
    }

    /** What was held back passes, and everything after it. */
    public synchronized void flow() {
        this.silent = false;
        notifyAll();
    }

    /** The near end gets so many bytes more; then both ends see a reset. */
    public synchronized void resetAfter(long bytes) {
        this.left = bytes;
    }

    /** Ends it for both. */
    public void end() {
        synchronized (this) {
            this.ended = true;
            notifyAll();
        }
        end(this.near);
        end(this.far);
        this.whenEnded.accept(this);
    }

    private void carry(Socket from, Socket to, boolean toNearEnd) {
        var buffer = new byte[CHUNK];
        try {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            for (var read = in.read(buffer); awaitFlow() && read >= 0; read = in.read(buffer)) {
                var passed = toNearEnd ? take(read) : read;
                out.write(buffer, 0, passed);
                if (passed < read) {
                    reset();
                    return;
                }
            }
            end();
        } catch (IOException gone) {
            if (awaitFlow()) {
                end();
            }
        }
    }

    /** Whether it still goes on. */
    private synchronized boolean awaitFlow() {
        try {
            while (this.silent && !this.ended) {
                wait();
            }
            return !this.ended;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private synchronized int take(int wanted) {
        var taken = (int) Math.min(wanted, this.left);
        this.left -= taken;
        return taken;
    }

    private void reset() throws IOException {
        // What passed is to be read before the reset is noticed.
        LockSupport.parkNanos(2_000_000);
        this.near.setSoLinger(true, 0);
        this.far.setSoLinger(true, 0);
        end();
    }

    static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
