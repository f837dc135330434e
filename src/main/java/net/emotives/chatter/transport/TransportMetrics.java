package net.emotives.chatter.transport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.delivery.CloseReason;

import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Metrics of client connections. */
@Component
class TransportMetrics {

    private final MeterRegistry registry;
    private final LongAdder queuedBytes = new LongAdder();
    private final Map<String, AtomicInteger> open = new ConcurrentHashMap<>();
    private final Map<CloseReason, Counter> closed = new EnumMap<>(CloseReason.class);
    private final Counter left;

    TransportMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("chatter.protocol.queued", this.queuedBytes, LongAdder::sum)
                .baseUnit("bytes")
                .register(registry);
        // All at once: a counter that first appears with 1 shows no increase between two scrapes.
        for (var reason : CloseReason.values()) {
            this.closed.put(reason, closed(reason.slug()));
        }
        this.left = closed("client");
    }

    private Counter closed(String reason) {
        return Counter.builder("chatter.protocol.closed")
                .tag("reason", reason)
                .register(this.registry);
    }

    /** Returns the count of open sockets of a protocol, for the code that opens and closes them. */
    AtomicInteger open(String protocol) {
        return this.open.computeIfAbsent(
                protocol,
                name -> {
                    var count = new AtomicInteger();
                    Gauge.builder("chatter.protocol.connections", count, AtomicInteger::get)
                            .tag("protocol", name)
                            .register(this.registry);
                    return count;
                });
    }

    void queued(long bytes) {
        this.queuedBytes.add(bytes);
    }

    /** Returns the bytes queued for all connections together. */
    long queued() {
        return this.queuedBytes.sum();
    }

    void closed(CloseReason reason) {
        Objects.requireNonNull(this.closed.get(reason)).increment();
    }

    /** A client went, or its network did; we did not close it. */
    void left() {
        this.left.increment();
    }
}
