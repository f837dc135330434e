package net.emotives.chatter.journal.writer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import net.emotives.chatter.journal.RoomEvent;

import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Metrics of the writer. */
@Component
class JournalMetrics {

    /** Histogram buckets of a commit. */
    private static final Duration[] COMMITS =
            IntStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
                    .mapToObj(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary batches;
    private final Counter sent;
    private final Counter edited;
    private final Counter deleted;
    private final Counter reacted;
    private final Counter unreacted;
    private final Counter joined;
    private final Counter left;

    JournalMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commits =
                Timer.builder("chatter.messages.commit")
                        .serviceLevelObjectives(COMMITS)
                        .register(registry);
        this.batches =
                DistributionSummary.builder("chatter.messages.batch")
                        .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100)
                        .register(registry);
        this.sent = events("sent");
        this.edited = events("edited");
        this.deleted = events("deleted");
        this.reacted = events("reacted");
        this.unreacted = events("unreacted");
        this.joined = events("joined");
        this.left = events("left");
    }

    private Counter events(String kind) {
        return Counter.builder("chatter.messages.events").tag("kind", kind).register(this.registry);
    }

    void watchBacklog(AtomicInteger waiting) {
        Gauge.builder("chatter.messages.backlog", waiting, AtomicInteger::get)
                .register(this.registry);
    }

    /**
     * Times a commit.
     *
     * @param changes number of changes, read at its end
     */
    <T> T timeCommit(IntSupplier changes, Supplier<T> commit) {
        try {
            return Objects.requireNonNull(this.commits.record(commit));
        } finally {
            this.batches.record(changes.getAsInt());
        }
    }

    /** Counts committed events. */
    void committed(List<RoomEvent> events) {
        for (var event : events) {
            counterOf(event).increment();
        }
    }

    private Counter counterOf(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Sent _ -> this.sent;
            case RoomEvent.Edited _ -> this.edited;
            case RoomEvent.Deleted _ -> this.deleted;
            case RoomEvent.Reacted _ -> this.reacted;
            case RoomEvent.Unreacted _ -> this.unreacted;
            case RoomEvent.Joined _ -> this.joined;
            case RoomEvent.Left _ -> this.left;
        };
    }
}
