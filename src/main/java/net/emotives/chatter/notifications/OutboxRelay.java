package net.emotives.chatter.notifications;

import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.VitalThread;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Empties the outbox into notif.
 *
 * <p>Each round claims rows that are due and serves their recipients side by side, each recipient
 * in order: behind a row that failed the rest of its recipient waits. Rows go when notif has them,
 * so a notification is told at least once, and more than once only when a node dies or an answer is
 * lost in between; the idempotency key tells notif. While notif is away nothing is claimed but for
 * a try now and then; nothing is lost, parked or given up for that, however long it takes.
 *
 * <p>Chat never waits for any of this: the only thing it does here is to write the row.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    /** Stops before the pool of connections, after the sockets and the writer. */
    private static final int PHASE = Integer.MAX_VALUE - 16384;

    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private static final Duration REMOVED_EVERY = Duration.ofMillis(250);

    private final AwayLog database =
            new AwayLog(
                    log,
                    "The outbox could not be read or written",
                    "The outbox is read and written again");

    private final AwayLog recipients =
            new AwayLog(
                    log,
                    "Notifications wait for their lease to end",
                    "Notifications are handed over again");

    private final Outbox outbox;
    private final Notif notif;
    private final Receipts receipts;
    private final NotificationMetrics metrics;
    private final NotificationsProperties properties;
    private final Clock clock;
    private final Pace pace;
    private final Told told;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean stopping;
    private volatile @Nullable Thread thread;

    OutboxRelay(
            Outbox outbox,
            Notif notif,
            Receipts receipts,
            NotificationMetrics metrics,
            NotificationsProperties properties,
            Clock clock) {
        this.outbox = outbox;
        this.notif = notif;
        this.receipts = receipts;
        this.metrics = metrics;
        this.properties = properties;
        this.clock = clock;
        this.pace = new Pace(properties);
        this.told = new Told(outbox);
    }

    /** A hint that there is something; the poll finds it anyway. */
    @EventListener
    void on(RoomEvents happened) {
        if (this.properties.when() == NotifyWhen.ALWAYS && this.wake.availablePermits() == 0) {
            this.wake.release();
        }
    }

    private void run() {
        try (var recipients = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!this.stopping) {
                try {
                    goOn(recipients);
                    this.database.back();
                } catch (InterruptedException stopped) {
                    return;
                } catch (RuntimeException failure) {
                    this.database.failed(failure);
                    Thread.sleep(this.properties.poll());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void goOn(ExecutorService recipients) throws InterruptedException {
        var begun = System.nanoTime();
        var claimed = round(recipients);
        if (claimed < this.properties.batch()) {
            this.wake.tryAcquire(this.properties.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
        Thread.sleep(this.pace.wait(claimed, Duration.ofNanos(System.nanoTime() - begun)));
        this.wake.drainPermits();
    }

    /** How many rows were claimed. */
    private int round(ExecutorService recipients) throws InterruptedException {
        this.told.remove();
        if (!this.notif.mayBeThere()) {
            return 0;
        }
        var begun = System.nanoTime();
        var claimed = this.outbox.claim(this.properties.batch());
        this.pace.claimed(Duration.ofNanos(System.nanoTime() - begun));
        var wanted = withoutDelivered(withoutTakenBack(claimed));
        var byRecipient =
                wanted.stream()
                        .collect(
                                Collectors.groupingBy(
                                        OutboxEntry::recipient,
                                        LinkedHashMap::new,
                                        Collectors.toList()));
        var free = new Semaphore(this.properties.concurrency());
        var served = new ArrayList<Future<?>>();
        for (List<OutboxEntry> entries : byRecipient.values()) {
            free.acquire();
            served.add(
                    recipients.submit(() -> {
                        try {
                            serve(entries);
                        } finally {
                            free.release();
                        }
                    }));
        }
        for (var one : served) {
            await(one);
        }
        this.told.remove();
        return claimed.size();
    }

    private void await(Future<?> served) throws InterruptedException {
        while (true) {
            try {
                served.get(REMOVED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                this.recipients.back();
                return;
            } catch (TimeoutException slow) {
                // Whoever waits for a slow one is not to be told twice where this node dies.
                this.told.remove();
            } catch (ExecutionException failed) {
                // The recipient's notifications wait for their lease to end.
                this.recipients.failed(Objects.requireNonNull(failed.getCause()));
                return;
            }
        }
    }

    private List<OutboxEntry> withoutTakenBack(List<OutboxEntry> claimed) {
        var gone = claimed.stream().filter(OutboxEntry::takenBack).toList();
        if (gone.isEmpty()) {
            return claimed;
        }
        this.outbox.drop(gone, Attempt.Outcome.TAKEN_BACK);
        this.metrics.dropped(gone.size());
        return claimed.stream().filter(entry -> !entry.takenBack()).toList();
    }

    private List<OutboxEntry> withoutDelivered(List<OutboxEntry> claimed) {
        if (this.properties.when() == NotifyWhen.ALWAYS || claimed.isEmpty()) {
            return claimed;
        }
        var known =
                List.copyOf(
                        this.receipts.known(claimed.stream().map(OutboxRelay::receipt).toList()));
        var got = new HashSet<>(known);
        var delivered = claimed.stream().filter(entry -> got.contains(receipt(entry))).toList();
        if (!delivered.isEmpty()) {
            this.outbox.drop(delivered, Attempt.Outcome.DELIVERED);
            this.metrics.dropped(delivered.size());
        }
        return claimed.stream().filter(entry -> !got.contains(receipt(entry))).toList();
    }

    private static Receipt receipt(OutboxEntry entry) {
        return Receipt.delivered(entry.room(), entry.recipient(), entry.sequence());
    }

    private void serve(List<OutboxEntry> entries) {
        var next = 0;
        try {
            var goOn = true;
            while (goOn && next < entries.size()) {
                var entry = entries.get(next);
                switch (this.notif.tell(entry)) {
                    case Notif.Outcome.Told() -> {
                        this.told.add(entry);
                        next++;
                    }
                    case Notif.Outcome.Refused(var reason) -> {
                        park(entry, reason);
                        next++;
                    }
                    case Notif.Outcome.Failed(var answer) -> {
                        this.outbox.postpone(entry, nextTry(entry), answer);
                        next++;
                        goOn = false;
                    }
                    case Notif.Outcome.Away() -> goOn = false;
                }
            }
        } finally {
            if (next < entries.size()) {
                this.outbox.release(entries.subList(next, entries.size()));
            }
        }
    }

    private void park(OutboxEntry entry, String reason) {
        log.atError()
                .addKeyValue("message", entry.message())
                .addKeyValue("answer", reason)
                .log("notif refuses a notification as such; it is parked");
        this.metrics.parked();
        this.outbox.park(entry, reason);
    }

    private Instant nextTry(OutboxEntry entry) {
        // Past a few dozen tries the wait has long reached its most.
        var attempt = Math.min(entry.attempts() + 1, 30);
        return this.clock
                .instant()
                .plusMillis(this.properties.backoff().intervals().apply(attempt));
    }

    @Override
    public void start() {
        this.stopping = false;
        this.thread = VitalThread.virtual("outbox-relay", this::run);
    }

    @Override
    public void stop() {
        this.stopping = true;
        this.wake.release();
        try {
            Objects.requireNonNull(this.thread).join(this.properties.readTimeout().multipliedBy(2));
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
}
