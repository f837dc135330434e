package net.emotives.chatter.protocol;

import org.springframework.stereotype.Component;
import org.springframework.web.socket.WebSocketSession;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The open sockets of this node. */
@Component
public class Sockets {

    private final Set<SocketConnection> open = ConcurrentHashMap.newKeySet();
    private final SocketProperties properties;
    private final SocketMetrics metrics;
    private final Writers writers;
    private volatile boolean draining;

    Sockets(SocketProperties properties, SocketMetrics metrics, Writers writers) {
        this.properties = properties;
        this.metrics = metrics;
        this.writers = writers;
    }

    /** Takes charge of an opened socket until {@link #remove}. */
    public SocketConnection add(WebSocketSession session, SocketEvents events) {
        var connection =
                new SocketConnection(session, events, this.properties, this.metrics, this.writers);
        this.open.add(connection);
        return connection;
    }

    /** The container says that the socket is gone. */
    public void remove(SocketConnection connection) {
        this.open.remove(connection);
        connection.closed();
    }

    /** How often a connection is pinged. */
    public Duration pingInterval() {
        return this.properties.ping();
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
        return this.open;
    }
}
