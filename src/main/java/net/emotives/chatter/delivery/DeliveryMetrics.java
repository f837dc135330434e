package net.emotives.chatter.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.kernel.BoundedQueue;

import org.springframework.stereotype.Component;

import java.util.Map;

/** Metrics of delivery. */
@Component
class DeliveryMetrics {

    private final MeterRegistry registry;
    private final Counter pushes;
    private final Counter unpushed;
    private final Counter told;
    private final Counter untold;
    private final Counter heard;
    private final Counter notUnderstood;
    private final Counter healingReads;
    private final Counter healedEvents;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.pushes = Counter.builder("chatter.delivery.pushes").register(registry);
        this.unpushed = Counter.builder("chatter.delivery.presence.unpushed").register(registry);
        this.told = Counter.builder("chatter.delivery.hints.told").register(registry);
        this.untold = Counter.builder("chatter.delivery.hints.untold").register(registry);
        this.heard = Counter.builder("chatter.delivery.hints.heard").register(registry);
        this.notUnderstood =
                Counter.builder("chatter.delivery.hints.not-understood").register(registry);
        this.healingReads = Counter.builder("chatter.delivery.healing.reads").register(registry);
        this.healedEvents = Counter.builder("chatter.delivery.healing.events").register(registry);
    }

    void watchConnections(Map<?, ?> connections) {
        Gauge.builder("chatter.delivery.connections", connections, Map::size)
                .register(this.registry);
    }

    void watchBacklog(BoundedQueue<?> backlog) {
        Gauge.builder("chatter.delivery.backlog", backlog, BoundedQueue::size)
                .register(this.registry);
    }

    void pushed(int connections) {
        this.pushes.increment(connections);
    }

    /** Hints were handed to the bus. */
    void told(int hints) {
        this.told.increment(hints);
    }

    /** The bus was away, or behind. */
    void untold(int hints) {
        this.untold.increment(hints);
    }

    void heard() {
        this.heard.increment();
    }

    void notUnderstood() {
        this.notUnderstood.increment();
    }

    /** What was missing of a room was read. */
    void healed(int events) {
        this.healingReads.increment();
        this.healedEvents.increment(events);
    }

    /** A group is too large for its presence to be pushed. */
    void leftUnpushed() {
        this.unpushed.increment();
    }
}
