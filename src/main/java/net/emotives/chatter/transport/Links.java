package net.emotives.chatter.transport;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Registry of the open links of this node. Thread-safe. Never blocks. */
@Component
public class Links {

    /** Each with the count it is part of. */
    private final Map<Link, AtomicInteger> open = new ConcurrentHashMap<>();

    private final TransportProperties properties;
    private final TransportMetrics metrics;
    private final Writers writers;
    private volatile boolean draining;

    Links(TransportProperties properties, TransportMetrics metrics, Writers writers) {
        this.properties = properties;
        this.metrics = metrics;
        this.writers = writers;
    }

    /**
     * Opens a link, and keeps it until {@link #remove}.
     *
     * @param protocol the name under which the link is counted
     * @param output makes the link's wire; is given a callback for progress of a blocked write
     */
    public Link add(String protocol, LinkEvents events, Function<Runnable, LinkOutput> output) {
        var link = new Link(output, events, this.properties, this.metrics, this.writers);
        var count = this.metrics.open(protocol);
        count.incrementAndGet();
        this.open.put(link, count);
        return link;
    }

    /** Ends a link whose connection is gone. */
    public void remove(Link link) {
        var count = this.open.remove(link);
        if (count != null) {
            count.decrementAndGet();
            if (!link.isClosing()) {
                this.metrics.left();
            }
        }
        link.closed();
    }

    /** Returns the interval of pings. */
    public Duration pingInterval() {
        return this.properties.ping();
    }

    /** After what silence a link is closed. */
    public Duration lostAfter() {
        return this.properties.lostAfter();
    }

    /** Bytes of a frame from a client. */
    public long frameLimit() {
        return this.properties.frameLimit().toBytes();
    }

    /** Returns true if the node is draining and takes no more links. */
    public boolean isDraining() {
        return this.draining;
    }

    void startDraining() {
        this.draining = true;
    }

    void stopDraining() {
        this.draining = false;
    }

    Collection<Link> open() {
        return this.open.keySet();
    }
}
