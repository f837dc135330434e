package net.emotives.chatter.notifications;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/** How telling notif is going. */
@Component
class NotificationMetrics {

    private final Counter told;
    private final Counter dropped;
    private final Counter failed;
    private final Counter parked;

    NotificationMetrics(MeterRegistry registry) {
        this.told = Counter.builder("chatter.notifications.told").register(registry);
        this.dropped = Counter.builder("chatter.notifications.dropped").register(registry);
        this.failed = Counter.builder("chatter.notifications.failed").register(registry);
        this.parked = Counter.builder("chatter.notifications.parked").register(registry);
    }

    void told() {
        this.told.increment();
    }

    void dropped(int entries) {
        this.dropped.increment(entries);
    }

    void failed() {
        this.failed.increment();
    }

    void parked() {
        this.parked.increment();
    }
}
