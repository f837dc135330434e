package net.emotives.chatter.identity;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import net.emotives.chatter.kernel.Contact;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** Metrics of calls to uacl. */
@Component
class IdentityMetrics {

    private final MeterRegistry registry;
    private final Timer accepted;
    private final Timer refused;
    private final Timer failed;

    IdentityMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accepted = calls("accepted");
        this.refused = calls("refused");
        this.failed = calls("failed");
    }

    private Timer calls(String outcome) {
        return Timer.builder("chatter.identity.calls")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(2))
                .register(this.registry);
    }

    void watch(Contact contact) {
        Gauge.builder("chatter.identity.away", contact, uacl -> uacl.isAway() ? 1 : 0)
                .register(this.registry);
    }

    void accepted(long nanos) {
        this.accepted.record(Duration.ofNanos(nanos));
    }

    void refused(long nanos) {
        this.refused.record(Duration.ofNanos(nanos));
    }

    void failed(long nanos) {
        this.failed.record(Duration.ofNanos(nanos));
    }
}
