package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Outage;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Journal;
import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.journal.WriteFailed;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.tracing.Tracing;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The writer of this node, one thread: while it commits one batch the next is queued, so that many
 * connections share a commit and a single one does not wait.
 *
 * <p>A change whose room another transaction has locked stays for the next batch, behind nothing
 * but its own room. While the database is away, changes wait until their deadlines. A batch with an
 * unknown outcome is retried under the same client ids, and so writes nothing twice; a change that
 * timed out meanwhile is still looked up, and published if it was written. A batch that fails
 * otherwise is retried one by one, so that only the bad change fails.
 */
@Component
class JournalWriter implements Journal, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(JournalWriter.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(200);

    private final Commit commit;
    private final ApplicationEventPublisher events;
    private final JournalProperties properties;
    private final JournalMetrics metrics;
    private final Tracing tracing;
    private final WriteQueue queue;
    private final WriteTimeouts timeouts;
    private final OptimisticState optimistic = new OptimisticState();
    private final AwayLog database =
            new AwayLog(log, "The database is away, messages wait", "Messages are written again");
    // A platform thread: a virtual one would queue behind every socket, six times a batch.
    private final Loop loop = Loop.platform("journal-writer", this::step);

    /** Changes to be retried with the next batch; for the writer thread alone. */
    private List<PendingChange> left = List.of();

    /** True if the last attempt found the database away; for the writer thread alone. */
    private boolean away;

    JournalWriter(
            Commit commit,
            ApplicationEventPublisher events,
            JournalProperties properties,
            JournalMetrics metrics,
            Tracing tracing) {
        this.commit = commit;
        this.events = events;
        this.properties = properties;
        this.metrics = metrics;
        this.tracing = tracing;
        this.queue =
                new WriteQueue(
                        properties.batch(), properties.backlog(Runtime.getRuntime().maxMemory()));
        this.timeouts = new WriteTimeouts(this.queue.waiting());
        metrics.watchBacklog(this.queue.unsettled());
    }

    @Override
    public CompletableFuture<Committed> submit(
            Change change, @Nullable ChatterException objection) {
        this.queue.reserve(change);
        var deadline = System.nanoTime() + this.properties.writeTimeout().toNanos();
        var pending = new PendingChange(change, deadline, this.tracing.current(), objection);
        this.queue.add(pending);
        return pending.answer();
    }

    @Override
    public void start() {
        this.timeouts.start();
        this.left = List.of();
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.endWhen(() -> this.queue.isEmpty() && this.left.isEmpty());
        if (!this.loop.finish(this.properties.writeTimeout())) {
            log.error("Journal writer did not finish its batch before the timeout");
            this.loop.stop();
        }
        this.timeouts.stop();
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.WRITERS.value();
    }

    private void step() throws InterruptedException {
        var batch = this.queue.gather(this.left, this.away);
        this.timeouts.watch(List.copyOf(batch));
        this.left = attempt(batch, this.queue.lateJoiners(batch, this.timeouts::watch));
        this.queue.settled(batch, this.left);
        this.queue.held(this.away ? List.of() : this.left);
    }

    /** Returns the changes to retry; late joiners are added to the batch. */
    private List<PendingChange> attempt(List<PendingChange> batch, LateJoiners lateJoiners)
            throws InterruptedException {
        if (batch.isEmpty()) {
            return batch;
        }
        try {
            var begun = System.nanoTime();
            var gathered = List.copyOf(batch);
            var outcome =
                    this.metrics.timeCommit(
                            batch::size,
                            () -> this.commit.commit(gathered, lateJoiners, this.optimistic));
            if (this.tracing.isOn()) {
                trace(outcome, Duration.ofNanos(System.nanoTime() - begun));
            }
            var left = settle(outcome);
            this.away = false;
            this.database.back();
            return left;
        } catch (RuntimeException | Error failure) {
            batch.forEach(PendingChange::markTried);
            this.away = Outage.explains(failure);
            if (this.away) {
                this.database.failed(failure);
                Thread.sleep(PAUSE_WHILE_AWAY);
                return batch;
            }
            return batch.size() == 1 ? fail(batch.getFirst(), failure) : oneByOne(batch);
        }
    }

    /** Ends the spans before the events are published, as the handlers are part of them. */
    private void trace(GroupCommit.Outcome outcome, Duration took) {
        var traced = new ArrayList<Tracing.Committed>();
        outcome.committed()
                .forEach((pending, committed) -> {
                    var cause = pending.cause();
                    if (cause != null) {
                        traced.add(
                                new Tracing.Committed(
                                        cause, pending.key().room().value(), committed.sequence()));
                    }
                });
        this.tracing.committed(traced, took);
    }

    private List<PendingChange> settle(GroupCommit.Outcome outcome) {
        if (!outcome.events().isEmpty()) {
            this.metrics.committed(outcome.events());
            this.events.publishEvent(new RoomEvents(outcome.events()));
        }
        outcome.committed().forEach((pending, committed) -> pending.answer().complete(committed));
        outcome.refused()
                .forEach((pending, refusal) -> pending.answer().completeExceptionally(refusal));
        return outcome.held();
    }

    private List<PendingChange> oneByOne(List<PendingChange> batch) throws InterruptedException {
        var left = new ArrayList<PendingChange>();
        var waiting = new HashSet<RoomId>();
        for (var pending : batch) {
            // No change overtakes one of its room, and none is tried alone while the database is
            // away.
            if (this.away
                    || waiting.contains(pending.key().room())
                    || !attempt(List.of(pending), LateJoiners.NONE).isEmpty()) {
                waiting.add(pending.key().room());
                left.add(pending);
            }
        }
        return left;
    }

    private List<PendingChange> fail(PendingChange bad, Throwable failure) {
        var errorId = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("error_id", errorId)
                .setCause(failure)
                .log("A change could not be written");
        bad.answer().completeExceptionally(new WriteFailed(errorId));
        return List.of();
    }
}
