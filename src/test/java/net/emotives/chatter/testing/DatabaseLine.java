package net.emotives.chatter.testing;

import net.emotives.chatter.TestDatabase;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What lies between a node and its PostgreSQL, and can fail: it can be cut, it can swallow
 * everything without a word, and it can break just around one COMMIT. Any thread may do that.
 */
public final class DatabaseLine implements AutoCloseable {

    /** Where the line breaks around a COMMIT. */
    public enum Loss {
        /** Before PostgreSQL hears of it: nothing is written. */
        OF_REQUEST,
        /** After PostgreSQL did it: everything is written, and nobody knows. */
        OF_ANSWER
    }

    private final ServerSocket entrance;
    private final URI server;
    private final Set<LinePair> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Loss> loss = new AtomicReference<>();
    private final Valve valve = new Valve();
    private volatile boolean cut;
    private volatile boolean cutByLoss;

    private DatabaseLine(ServerSocket entrance, URI server) {
        this.entrance = entrance;
        this.server = server;
    }

    /** A line to the server of that database, in order. */
    public static DatabaseLine to(TestDatabase database) {
        try {
            var line =
                    new DatabaseLine(
                            new ServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                            URI.create(database.url()));
            Thread.startVirtualThread(line::accept);
            return line;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public int port() {
        return this.entrance.getLocalPort();
    }

    /** The next COMMIT of anybody meets this; what comes after it finds the line in order. */
    public void loseNextCommit(Loss next) {
        this.cutByLoss = false;
        this.loss.set(next);
    }

    /** The next COMMIT of anybody meets this, and then the line is cut. */
    public void cutAtNextCommit(Loss next) {
        this.cutByLoss = true;
        this.loss.set(next);
    }

    /** Whether the COMMIT that was to be lost is still to come. */
    public boolean isToLose() {
        return this.loss.get() != null;
    }

    /** What is under way breaks, and new connections break at once, until it is mended. */
    public void cut() {
        this.cut = true;
        this.open.forEach(LinePair::close);
    }

    public void mend() {
        this.cut = false;
    }

    /** Nothing goes through in either direction, and nobody is told, until it thaws. */
    public void freeze() {
        this.valve.shut();
    }

    public void thaw() {
        this.valve.open();
    }

    Valve valve() {
        return this.valve;
    }

    boolean isCut() {
        return this.cut;
    }

    /** How the COMMIT that just comes is lost; nothing where it is not. */
    @Nullable Loss takeLoss() {
        var taken = this.loss.getAndSet(null);
        if (taken != null && this.cutByLoss) {
            this.cut = true;
        }
        return taken;
    }

    private void accept() {
        while (!this.entrance.isClosed()) {
            try {
                var near = this.entrance.accept();
                if (this.cut) {
                    near.close();
                    continue;
                }
                var far = new Socket(this.server.getHost(), this.server.getPort());
                var pair = new LinePair(this, near, far);
                this.open.add(pair);
                pair.start(() -> this.open.remove(pair));
            } catch (SocketException closed) {
                return;
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
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
        thaw();
    }
}
