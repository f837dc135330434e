package net.emotives.chatter.messages;

import net.emotives.chatter.database.Outage;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.VitalThread;
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
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The one thread of this node that writes what happens in rooms: while it commits one batch the
 * next gathers, so that many connections share a commit and a lone one does not wait for anybody.
 *
 * <p>A change whose room is held by somebody else stays for the next batch, behind nothing but its
 * own room. While the database is away, changes wait as long as their patience lasts; a batch whose
 * outcome is unknown is tried again under the same client ids, and so does nothing twice. Whoever
 * lost patience meanwhile is told so, but what he asked for is still looked up: if it was written,
 * the others hear of it. A batch that fails otherwise is taken apart, and the bad change fails
 * alone.
 */
@Component
class MessageWriter implements SmartLifecycle {

    /**
     * Stops after the sockets are closed (their last drafts are in) and before what hangs on the
     * database.
     */
    static final int PHASE = Integer.MAX_VALUE - 4096;

    private static final Logger log = LoggerFactory.getLogger(MessageWriter.class);
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(200);

    private final Commit commit;
    private final ApplicationEventPublisher events;
    private final MessagesProperties properties;
    private final MessageMetrics metrics;
    private final Tracing tracing;
    private final Intake intake;
    private final Patience patience;
    private final Forecast forecast = new Forecast();
    private final AwayLog database =
            new AwayLog(log, "The database is away, messages wait", "Messages are written again");
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    /** Whether the last attempt found the database away; for the writer's thread alone. */
    private boolean away;

    MessageWriter(
            Commit commit,
            ApplicationEventPublisher events,
            MessagesProperties properties,
            MessageMetrics metrics,
            Tracing tracing) {
        this.commit = commit;
        this.events = events;
        this.properties = properties;
        this.metrics = metrics;
        this.tracing = tracing;
        this.intake =
                new Intake(
                        properties.batch(), properties.backlog(Runtime.getRuntime().maxMemory()));
        this.patience = new Patience(this.intake.waiting());
        metrics.watchBacklog(this.intake.unsettled());
    }

    CompletableFuture<Numbered> submit(Change change) {
        return submit(change, null);
    }

    /**
     * Queues a change for the next batch.
     *
     * @param objection failure of the change, unless it was committed before under the same client
     *     id
     */
    CompletableFuture<Numbered> submit(Change change, @Nullable ChatterException objection) {
        this.intake.reserve(change);
        var deadline = System.nanoTime() + this.properties.patience().toNanos();
        var pending = new Pending(change, deadline, this.tracing.current(), objection);
        this.intake.add(pending);
        return pending.answer();
    }

    @Override
    public void start() {
        this.stopping = false;
        this.patience.start();
        // Not a virtual one: it would wait behind every socket for its turn, six times a batch.
        this.thread = VitalThread.platform("message-writer", this::run);
    }

    @Override
    public void stop() {
        this.stopping = true;
        var running = Objects.requireNonNull(this.thread);
        try {
            if (!running.join(this.properties.patience())) {
                log.error("The writer did not finish what it had taken");
                running.interrupt();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        this.patience.stop();
        this.thread = null;
    }

    @Override
    public boolean isRunning() {
        return this.thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        List<Pending> left = List.of();
        while (!this.stopping || !this.intake.isEmpty() || !left.isEmpty()) {
            try {
                var batch = this.intake.gather(left, this.away);
                this.patience.watch(List.copyOf(batch));
                left = attempt(batch, this.intake.latecomers(batch, this.patience::watch));
                this.intake.settled(batch, left);
                this.intake.held(this.away ? List.of() : left);
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    /** Returns what is to be tried again; whoever comes along is of the batch. */
    private List<Pending> attempt(List<Pending> batch, Latecomers latecomers)
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
                            () -> this.commit.commit(gathered, latecomers, this.forecast));
            if (this.tracing.isOn()) {
                trace(outcome, Duration.ofNanos(System.nanoTime() - begun));
            }
            var left = settle(outcome);
            this.away = false;
            this.database.back();
            return left;
        } catch (RuntimeException | Error failure) {
            batch.forEach(Pending::markTried);
            this.away = Outage.explains(failure);
            if (this.away) {
                this.database.failed(failure);
                Thread.sleep(PAUSE_WHILE_AWAY);
                return batch;
            }
            return batch.size() == 1 ? fail(batch.getFirst(), failure) : oneByOne(batch);
        }
    }

    /** Before anybody hears of it: what they do is part of it. */
    private void trace(GroupCommit.Outcome outcome, Duration took) {
        var traced = new ArrayList<Tracing.Committed>();
        outcome.numbered()
                .forEach((pending, numbered) -> {
                    var cause = pending.cause();
                    if (cause != null) {
                        traced.add(
                                new Tracing.Committed(
                                        cause, pending.key().room().value(), numbered.sequence()));
                    }
                });
        this.tracing.committed(traced, took);
    }

    private List<Pending> settle(GroupCommit.Outcome outcome) {
        if (!outcome.events().isEmpty()) {
            this.metrics.committed(outcome.events());
            this.events.publishEvent(new RoomEvents(outcome.events()));
        }
        outcome.numbered().forEach((pending, numbered) -> pending.answer().complete(numbered));
        outcome.refused()
                .forEach((pending, refusal) -> pending.answer().completeExceptionally(refusal));
        return outcome.held();
    }

    private List<Pending> oneByOne(List<Pending> batch) throws InterruptedException {
        var left = new ArrayList<Pending>();
        var waiting = new HashSet<RoomId>();
        for (var pending : batch) {
            // Nobody overtakes in his own room, and none waits alone for a database that is away.
            if (this.away
                    || waiting.contains(pending.key().room())
                    || !attempt(List.of(pending), Latecomers.NONE).isEmpty()) {
                waiting.add(pending.key().room());
                left.add(pending);
            }
        }
        return left;
    }

    private List<Pending> fail(Pending bad, Throwable failure) {
        var errorId = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("error_id", errorId)
                .setCause(failure)
                .log("A change could not be written");
        bad.answer().completeExceptionally(new WriteFailed(errorId));
        return List.of();
    }
}
