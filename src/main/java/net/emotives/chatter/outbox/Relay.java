package net.emotives.chatter.outbox;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Relay that delivers the outbox's entries of one destination, on a thread of its own.
 *
 * <p>Each round claims rows that are due and serves their recipients side by side, each recipient
 * in order: behind a row that failed the rest of its recipient waits. A row is removed once it is
 * delivered, so an entry is delivered at least once, and more than once only if a node dies or an
 * answer is lost in between. While the destination is away nothing is claimed but for a try now and
 * then; nothing is lost, parked or given up for that, however long it takes.
 */
public final class Relay<E extends Entry> implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);

    private static final Duration REMOVED_EVERY = Duration.ofMillis(250);

    private final AwayLog database =
            new AwayLog(
                    log,
                    "The outbox could not be read or written",
                    "The outbox is read and written again");

    private final AwayLog recipients =
            new AwayLog(log, "Deliveries wait for their lease to end", "Deliveries go on");

    private final Destination<E> destination;
    private final RelaySettings settings;
    private final Clock clock;
    private final Pace pace;
    private final DeliveredEntries<E> delivered;
    private final Semaphore wake = new Semaphore(0);
    private final Loop loop;

    /**
     * Delivers once it is started.
     *
     * @param name of its thread
     */
    public Relay(String name, Destination<E> destination, RelaySettings settings, Clock clock) {
        this.loop = Loop.virtual(name, this::step);
        this.destination = destination;
        this.settings = settings;
        this.clock = clock;
        this.pace = new Pace(settings);
        this.delivered = new DeliveredEntries<>(destination::delivered);
    }

    /** Hints that there is an entry, which the poll would find anyway. Never blocks. */
    public void wake() {
        if (this.wake.availablePermits() == 0) {
            this.wake.release();
        }
    }

    private void step() throws InterruptedException {
        try {
            goOn();
            this.database.back();
        } catch (RuntimeException failure) {
            this.database.failed(failure);
            Thread.sleep(this.settings.poll());
        }
    }

    private void goOn() throws InterruptedException {
        var begun = System.nanoTime();
        var claimed = round();
        if (claimed < this.settings.batch()) {
            this.wake.tryAcquire(this.settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        }
        Thread.sleep(this.pace.wait(claimed, Duration.ofNanos(System.nanoTime() - begun)));
        this.wake.drainPermits();
    }

    /** Returns the number of rows claimed. */
    private int round() throws InterruptedException {
        this.delivered.remove();
        if (!this.destination.isAvailable()) {
            return 0;
        }
        var begun = System.nanoTime();
        var claimed = this.destination.claim(this.settings.batch());
        this.pace.claimed(Duration.ofNanos(System.nanoTime() - begun));
        var wanted = this.destination.withoutObsolete(claimed);
        var byRecipient =
                wanted.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Entry::recipient, LinkedHashMap::new, Collectors.toList()));
        serve(byRecipient.values());
        this.delivered.remove();
        return claimed.size();
    }

    /** Serves recipients side by side, some at once. */
    private void serve(Collection<List<E>> byRecipient) throws InterruptedException {
        try (var recipients = Executors.newVirtualThreadPerTaskExecutor()) {
            var free = new Semaphore(this.settings.concurrency());
            var served = new ArrayList<Future<?>>();
            for (List<E> entries : byRecipient) {
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
        }
    }

    private void await(Future<?> served) throws InterruptedException {
        while (true) {
            try {
                served.get(REMOVED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
                this.recipients.back();
                return;
            } catch (TimeoutException slow) {
                // Entries delivered behind a slow one are removed: they would come twice if this
                // node
                // died.
                this.delivered.remove();
            } catch (ExecutionException failed) {
                // The recipient's entries wait for their lease to end.
                this.recipients.failed(Objects.requireNonNull(failed.getCause()));
                return;
            }
        }
    }

    private void serve(List<E> entries) {
        var next = 0;
        try {
            var goOn = true;
            while (goOn && next < entries.size()) {
                var entry = entries.get(next);
                switch (this.destination.deliver(entry)) {
                    case Delivery.Delivered() -> {
                        this.delivered.add(entry);
                        next++;
                    }
                    case Delivery.Refused(var reason) -> {
                        this.destination.park(entry, reason);
                        next++;
                    }
                    case Delivery.Failed(var answer) -> {
                        this.destination.postpone(entry, nextTry(entry), answer);
                        next++;
                        goOn = false;
                    }
                    case Delivery.Away() -> goOn = false;
                }
            }
        } finally {
            if (next < entries.size()) {
                this.destination.release(entries.subList(next, entries.size()));
            }
        }
    }

    private Instant nextTry(E entry) {
        // Past a few dozen tries the wait has long reached its longest.
        var attempt = Math.min(entry.attempts() + 1, 30);
        return this.clock.instant().plusMillis(this.settings.backoff().intervals().apply(attempt));
    }

    @Override
    public void start() {
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.endWhen(() -> true);
        this.wake.release();
        // Calls in flight beyond that end with the process; their leases expire.
        var _ = this.loop.finish(this.settings.shutdownTimeout());
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.RELAYS.value();
    }
}
