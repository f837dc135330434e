package net.emotives.chatter.protocol;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The open sockets of this node. */
@Component
public class Sockets {

    /** Each with the count it is part of. */
    private final Map<SocketConnection, AtomicInteger> open = new ConcurrentHashMap<>();

    private final SocketProperties properties;
    private final SocketMetrics metrics;
    private final Writers writers;
    private volatile boolean draining;

    Sockets(SocketProperties properties, SocketMetrics metrics, Writers writers) {
        this.properties = properties;
        this.metrics = metrics;
        this.writers = writers;
    }

    /**
     * Takes charge of an opened socket until {@link #remove}.
     *
     * @param protocol what it is counted as
     */
    public SocketConnection add(String protocol, WebSocketSession session, SocketEvents events) {
        var connection =
                new SocketConnection(session, events, this.properties, this.metrics, this.writers);
        var count = this.metrics.open(protocol);
        count.incrementAndGet();
        this.open.put(connection, count);
        return connection;
    }

    /** The container says that the socket is gone. */
    public void remove(SocketConnection connection) {
        var count = this.open.remove(connection);
        if (count != null) {
            count.decrementAndGet();
            if (!connection.isClosedByUs()) {
                this.metrics.left();
            }
        }
        connection.closed();
    }

    /** How often a connection is pinged. */
    public Duration pingInterval() {
        return this.properties.ping();
    }

    /** After what silence a connection is closed. */
    public Duration lostAfter() {
        return this.properties.lostAfter();
    }

    /** Bytes of a frame from a client. */
    public long frameLimit() {
        return this.properties.frameLimit().toBytes();
    }

    /** Whether the node is going away and takes no more sockets. */
    public boolean isDraining() {
        return this.draining;
    }

    void startDraining() {
        this.draining = true;
    }

    void stopDraining() {
        this.draining = false;
    }

    Collection<SocketConnection> open() {
        return this.open.keySet();
    }
}
