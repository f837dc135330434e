package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;

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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one thread of this node that writes messages: while it commits one batch the next gathers, so
 * that many connections share a commit and a lone one does not wait for anybody.
 *
 * <p>A draft whose room is held by somebody else stays for the next batch, behind nothing but its
 * own room. While the database is away, drafts wait as long as their patience lasts; a batch whose
 * outcome is unknown is tried again under the same client ids, and so says nothing twice. A batch
 * that fails otherwise is taken apart, and the bad draft fails alone.
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
    private static final Duration PAUSE_WHILE_HELD = Duration.ofMillis(5);

    private final GroupCommit commit;
    private final ApplicationEventPublisher events;
    private final MessagesProperties properties;
    private final MessageMetrics metrics;
    private final BlockingQueue<PendingDraft> intake;
    private volatile @Nullable Thread thread;
    private volatile boolean stopping;

    MessageWriter(
            GroupCommit commit,
            ApplicationEventPublisher events,
            MessagesProperties properties,
            MessageMetrics metrics) {
        this.commit = commit;
        this.events = events;
        this.properties = properties;
        this.metrics = metrics;
        this.intake = new ArrayBlockingQueue<>(properties.backlog());
        metrics.watchBacklog(this.intake);
    }

    CompletableFuture<Message> submit(Draft draft) {
        var pending =
                new PendingDraft(draft, System.nanoTime() + this.properties.patience().toNanos());
        if (!this.intake.offer(pending)) {
            throw new Overloaded();
        }
        return pending.answer();
    }

    @Override
    public void start() {
        this.stopping = false;
        this.thread = Thread.ofVirtual().name("message-writer").start(this::run);
    }

    @Override
    public void stop() {
        this.stopping = true;
        var running = Objects.requireNonNull(this.thread);
        try {
            if (!running.join(this.properties.patience())) {
                log.error("The writer did not finish what it had taken");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
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
        List<PendingDraft> left = List.of();
        while (!this.stopping || !this.intake.isEmpty() || !left.isEmpty()) {
            try {
                left = attempt(gather(left));
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private List<PendingDraft> gather(List<PendingDraft> left) throws InterruptedException {
        var batch = new ArrayList<>(left);
        var first =
                left.isEmpty()
                        ? this.intake.poll(100, TimeUnit.MILLISECONDS)
                        : this.intake.poll(PAUSE_WHILE_HELD.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            this.intake.drainTo(batch, this.properties.batch() - 1);
        }
        var now = System.nanoTime();
        for (var late : batch.stream().filter(pending -> pending.isLate(now)).toList()) {
            batch.remove(late);
            late.answer().completeExceptionally(new StorageUnavailable());
        }
        return batch;
    }

    /** Returns what is to be tried again. */
    private List<PendingDraft> attempt(List<PendingDraft> batch) throws InterruptedException {
        if (batch.isEmpty()) {
            return batch;
        }
        try {
            return settle(
                    batch, this.metrics.timeCommit(batch.size(), () -> this.commit.commit(batch)));
        } catch (RuntimeException failure) {
            batch.forEach(PendingDraft::markTried);
            if (Outage.explains(failure)) {
                log.atWarn()
                        .addKeyValue("drafts", batch.size())
                        .setCause(failure)
                        .log("The database is away");
                Thread.sleep(PAUSE_WHILE_AWAY);
                return batch;
            }
            return batch.size() == 1 ? fail(batch.getFirst(), failure) : oneByOne(batch);
        }
    }

    private List<PendingDraft> settle(List<PendingDraft> batch, GroupCommit.Outcome outcome) {
        outcome.sent().forEach(message -> this.events.publishEvent(new MessageEvent.Sent(message)));
        var held = new ArrayList<PendingDraft>();
        for (var pending : batch) {
            var message = outcome.said().get(pending);
            if (message == null) {
                held.add(pending);
            } else if (says(pending.draft(), message)) {
                pending.answer().complete(message);
            } else {
                pending.answer().completeExceptionally(new ClientIdReused());
            }
        }
        return held;
    }

    private static boolean says(Draft draft, Message message) {
        return Objects.equals(draft.text(), message.text())
                && Objects.equals(draft.imagePath(), message.imagePath());
    }

    private List<PendingDraft> oneByOne(List<PendingDraft> batch) throws InterruptedException {
        var left = new ArrayList<PendingDraft>();
        var waiting = new HashSet<RoomId>();
        for (var pending : batch) {
            // Nobody overtakes in his own room.
            if (waiting.contains(pending.draft().room()) || !attempt(List.of(pending)).isEmpty()) {
                waiting.add(pending.draft().room());
                left.add(pending);
            }
        }
        return left;
    }

    private List<PendingDraft> fail(PendingDraft bad, RuntimeException failure) {
        var errorId = UUID.randomUUID().toString();
        log.atError()
                .addKeyValue("error_id", errorId)
                .setCause(failure)
                .log("A message could not be written");
        bad.answer().completeExceptionally(new WriteFailed(errorId));
        return List.of();
    }
}
