package net.emotives.chatter.messages;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import org.springframework.stereotype.Component;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** How the writer is doing. */
@Component
class MessageMetrics {

    private final MeterRegistry registry;
    private final Timer commits;
    private final DistributionSummary batches;

    MessageMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.commits = Timer.builder("chatter.messages.commit").register(registry);
        this.batches = DistributionSummary.builder("chatter.messages.batch").register(registry);
    }

    void watchBacklog(AtomicInteger waiting) {
        Gauge.builder("chatter.messages.backlog", waiting, AtomicInteger::get)
                .register(this.registry);
    }

    <T> T timeCommit(int drafts, Supplier<T> commit) {
        this.batches.record(drafts);
        return Objects.requireNonNull(this.commits.record(commit));
    }
}
