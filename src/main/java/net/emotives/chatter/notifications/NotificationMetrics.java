package net.emotives.chatter.notifications;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import net.emotives.chatter.kernel.Contact;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/** Metrics of notifications. */
@Component
class NotificationMetrics {

    private final MeterRegistry registry;
    private final Counter dropped;
    private final Counter parked;
    private final Timer told;
    private final Timer refused;
    private final Timer failed;
    private final AtomicReference<OutboxSize> size = new AtomicReference<>(OutboxSize.UNKNOWN);

    NotificationMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.dropped = Counter.builder("chatter.notifications.dropped").register(registry);
        this.parked = Counter.builder("chatter.notifications.parked").register(registry);
        this.told = calls("told");
        this.refused = calls("refused");
        this.failed = calls("failed");
        gauge("chatter.notifications.outbox.waiting", null, OutboxSize::waiting);
        gauge("chatter.notifications.outbox.parked", null, OutboxSize::parked);
        gauge("chatter.notifications.outbox.age", "seconds", OutboxSize::age);
    }

    private Timer calls(String outcome) {
        return Timer.builder("chatter.notifications.calls")
                .tag("outcome", outcome)
                .serviceLevelObjectives(
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(200),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(this.registry);
    }

    private void gauge(String name, @Nullable String unit, ToDoubleFunction<OutboxSize> part) {
        Gauge.builder(name, this.size, size -> part.applyAsDouble(size.get()))
                .baseUnit(unit)
                .register(this.registry);
    }

    void watch(Contact contact) {
        Gauge.builder("chatter.notifications.away", contact, notif -> notif.isAway() ? 1 : 0)
                .register(this.registry);
    }

    void told(Duration took) {
        this.told.record(took);
    }

    void refused(Duration took) {
        this.refused.record(took);
    }

    void failed(Duration took) {
        this.failed.record(took);
    }

    void dropped(int entries) {
        this.dropped.increment(entries);
    }

    void parked() {
        this.parked.increment();
    }

    void size(OutboxSize now) {
        this.size.set(now);
    }
}
