package net.emotives.chatter.protocol;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.delivery.CloseReason;

import org.springframework.stereotype.Component;

import java.util.concurrent.atomic.LongAdder;

/** How the sockets are doing. */
@Component
class SocketMetrics {

    private final MeterRegistry registry;
    private final LongAdder queuedBytes = new LongAdder();

    SocketMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("chatter.protocol.queued", this.queuedBytes, LongAdder::sum)
                .baseUnit("bytes")
                .register(registry);
    }

    void queued(long bytes) {
        this.queuedBytes.add(bytes);
    }

    void closed(CloseReason reason) {
        Counter.builder("chatter.protocol.closed")
                .tag("reason", reason.slug())
                .register(this.registry)
                .increment();
    }
}
