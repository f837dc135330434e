package net.emotives.chatter.transport;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import net.emotives.chatter.kernel.ErrorCode;

import org.springframework.stereotype.Component;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** Metrics of refused requests over sockets, by reason. */
@Component
public class RefusalMetrics {

    private final MeterRegistry registry;

    RefusalMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Metrics of one protocol; made once. */
    public Refusals of(String protocol) {
        var counters = new EnumMap<ErrorCode, Counter>(ErrorCode.class);
        for (var code : ErrorCode.values()) {
            counters.put(
                    code,
                    Counter.builder("chatter.protocol.errors")
                            .tag("protocol", protocol)
                            .tag("code", code.slug())
                            .register(this.registry));
        }
        return new Refusals(counters);
    }

    /** Counts what a client of one protocol is refused. */
    public static final class Refusals {

        private final Map<ErrorCode, Counter> counters;

        private Refusals(Map<ErrorCode, Counter> counters) {
            this.counters = counters;
        }

        /** A client was told that code. */
        public void count(ErrorCode code) {
            Objects.requireNonNull(this.counters.get(code)).increment();
        }
    }
}
