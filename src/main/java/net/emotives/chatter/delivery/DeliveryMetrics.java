package net.emotives.chatter.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.Map;

/** How delivery is doing. */
@Component
class DeliveryMetrics {

    private final MeterRegistry registry;
    private final Counter pushes;
    private final Counter unpushed;

    DeliveryMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.pushes = Counter.builder("chatter.delivery.pushes").register(registry);
        this.unpushed = Counter.builder("chatter.delivery.presence.unpushed").register(registry);
    }

    void watchConnections(Map<?, ?> connections) {
        Gauge.builder("chatter.delivery.connections", connections, Map::size)
                .register(this.registry);
    }

    void watchBacklog(Collection<?> backlog) {
        Gauge.builder("chatter.delivery.backlog", backlog, Collection::size)
                .register(this.registry);
    }

    void pushed(int connections) {
        this.pushes.increment(connections);
    }

    /** A group is too large for its presence to be pushed. */
    void leftUnpushed() {
        this.unpushed.increment();
    }
}
