package net.emotives.chatter.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries the connections of a port to another one on this machine, and does to them what networks
 * do. Any thread may do it.
 */
public final class Cable implements Closeable {

    /** What a connection may hold underway, where the buffers are to be small. */
    private static final int SMALL = 4096;

    private final ServerSocket entrance;
    private volatile int target;
    private final boolean small;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile boolean silent;

    private Cable(ServerSocket entrance, int target, boolean small) {
        this.entrance = entrance;
        this.target = target;
        this.small = small;
    }

    public static Cable to(int target) {
        return to(target, false);
    }

    /** One that holds next to nothing, so that who is behind it soon notices that nobody reads. */
    public static Cable withSmallBuffers(int target) {
        return to(target, true);
    }

    private static Cable to(int target, boolean small) {
        try {
            var entrance = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
            var cable = new Cable(entrance, target, small);
            Thread.startVirtualThread(cable::accept);
            return cable;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return this.entrance.getLocalPort();
    }

    /** New connections are carried to that port; those that are open stay where they are. */
    public void leadTo(int target) {
        this.target = target;
    }

    /** Connections that are open end, and new ones end at once, until it is mended. */
    public void cut() {
        this.cut = true;
        this.lines.forEach(Line::end);
    }

    public void mend() {
        this.cut = false;
    }

    /**
     * Nothing passes any more on connections that are open and on new ones, and neither end is
     * told, until it {@link #flow flows}.
     */
    public void silence() {
        this.silent = true;
        this.lines.forEach(Line::silence);
    }

    /** What was held back passes, and everything after it. */
    public void flow() {
        this.silent = false;
        this.lines.forEach(Line::flow);
    }

    /** The connections that are open. */
    public Set<Line> lines() {
        return Set.copyOf(this.lines);
    }

    private void accept() {
        while (true) {
            Socket near;
            try {
                near = this.entrance.accept();
            } catch (IOException closed) {
                return;
            }
            if (this.cut) {
                Line.end(near);
            } else {
                Thread.startVirtualThread(() -> connect(near));
            }
        }
    }

    private void connect(Socket near) {
        try {
            var far = new Socket();
            if (this.small) {
                near.setSendBufferSize(SMALL);
                far.setReceiveBufferSize(SMALL);
            }
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.target));
            var line = new Line(near, far, this.lines::remove);
            this.lines.add(line);
            if (this.silent) {
                line.silence();
            }
            line.start();
            if (this.cut || this.entrance.isClosed()) {
                line.end();
            }
        } catch (IOException refused) {
            Line.end(near);
        }
    }

    @Override
    public void close() {
        try {
            this.entrance.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        cut();
    }
}
