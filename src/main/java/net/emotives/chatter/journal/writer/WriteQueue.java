package net.emotives.chatter.journal.writer;

import static java.util.stream.Collectors.toSet;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.rooms.RoomId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * FIFO queue of changes, bounded in number and bytes. Any thread adds; the writer thread alone
 * takes batches.
 */
final class WriteQueue {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration POLL_WHILE_HELD = Duration.ofMillis(5);

    /** Wait for a batch to grow to the size of the last one: less than a round trip. */
    private static final Duration LINGER = Duration.ofNanos(60_000);

    private final BlockingQueue<PendingChange> waiting = new LinkedBlockingQueue<>();

    /** Number of changes that are queued or in flight. */
    private final AtomicInteger unsettled = new AtomicInteger();

    /** Estimated bytes of these. */
    private final AtomicLong bytes = new AtomicLong();

    private final int batch;
    private final Backlog backlog;

    /**
     * Limits on unsettled changes.
     *
     * @param changes number of all unsettled changes
     * @param ofRoom number of unsettled changes of one room whose lock another transaction holds
     * @param bytes estimated bytes of all unsettled changes
     */
    record Backlog(int changes, int ofRoom, long bytes) {}

    /** Estimated heap bytes of a change besides its texts, with the caller that waits for it. */
    private static final int OVERHEAD = 512;

    /** Number of unsettled changes per room. */
    private final ConcurrentHashMap<RoomId, Integer> ofRooms = new ConcurrentHashMap<>();

    /** Rooms whose lock another transaction held at the writer's last attempt. */
    private volatile Set<RoomId> held = Set.of();

    private final Duration poll;
    private final Duration linger;
    private List<PendingChange> last = List.of();
    private boolean busy;

    /**
     * @param batch maximum size of a batch
     */
    WriteQueue(int batch, Backlog backlog) {
        this(batch, backlog, POLL, LINGER);
    }

    /**
     * @param poll longest wait for the first change of a batch
     * @param linger longest wait for a batch to grow to the size of the last one
     */
    WriteQueue(int batch, Backlog backlog, Duration poll, Duration linger) {
        this.batch = batch;
        this.backlog = backlog;
        this.poll = poll;
        this.linger = linger;
    }

    AtomicInteger unsettled() {
        return this.unsettled;
    }

    Queue<PendingChange> waiting() {
        return this.waiting;
    }

    /**
     * Reserves capacity for a change, which must be added then. Throws {@link Overloaded} if the
     * backlog is full, or if another transaction holds its room and the room's share is used up:
     * the rest is for rooms that can proceed.
     */
    void reserve(Change change) {
        var ofRoom = this.ofRooms.merge(change.room(), 1, Integer::sum);
        var all = this.unsettled.incrementAndGet();
        if (this.bytes.addAndGet(size(change)) > this.backlog.bytes()
                || all > this.backlog.changes()
                || ofRoom > this.backlog.ofRoom() && this.held.contains(change.room())) {
            release(change);
            throw Overloaded.byWrites();
        }
    }

    private static long size(Change change) {
        return OVERHEAD + 2L * change.characters();
    }

    private void release(Change change) {
        this.unsettled.decrementAndGet();
        this.bytes.addAndGet(-size(change));
        this.ofRooms.computeIfPresent(change.room(), (_, count) -> count == 1 ? null : count - 1);
    }

    void add(PendingChange pending) {
        this.waiting.add(pending);
    }

    /** Releases the capacity of a change. */
    private void settled(PendingChange pending) {
        release(pending.change());
    }

    /** Releases the capacity of a batch, except of the changes that are left for a retry. */
    void settled(List<PendingChange> batch, List<PendingChange> left) {
        var staying = left.isEmpty() ? Set.<PendingChange>of() : new HashSet<>(left);
        for (var pending : batch) {
            if (!staying.contains(pending)) {
                settled(pending);
            }
        }
    }

    /** Records the changes whose rooms were locked by another transaction. */
    void held(List<PendingChange> changes) {
        if (changes.isEmpty()) {
            this.held = Set.of();
        } else {
            this.held = changes.stream().map(change -> change.key().room()).collect(toSet());
        }
    }

    boolean isEmpty() {
        return this.waiting.isEmpty();
    }

    /**
     * Returns the changes to retry and those queued since; waits briefly if there are none. Users
     * that shared a batch were answered together and often send together again, so that the first
     * change lingers for as many as the last batch had.
     *
     * @param away true if the database is away, and the caller has waited already
     */
    List<PendingChange> gather(List<PendingChange> left, boolean away) throws InterruptedException {
        var gathered = new ArrayList<>(left);
        // Changes that were tried are retried together with no more than fits into a batch.
        var space = this.batch - (int) left.stream().filter(PendingChange::wasTried).count();
        if (space > 0) {
            this.waiting.drainTo(gathered, space);
            if (gathered.size() > left.size()) {
                this.busy = true;
            } else if (take(gathered, left.isEmpty() ? this.poll : POLL_WHILE_HELD)) {
                linger(gathered, space - 1);
                this.waiting.drainTo(gathered, space - (gathered.size() - left.size()));
            }
        } else if (!away) {
            Thread.sleep(POLL_WHILE_HELD);
        }
        this.last = gathered;
        var now = System.nanoTime();
        gathered.removeIf(pending -> {
            var gone = pending.isLate(now) && !pending.expire();
            if (gone) {
                settled(pending);
            }
            return gone;
        });
        return gathered;
    }

    private boolean take(List<PendingChange> gathered, Duration wait) throws InterruptedException {
        var next = this.waiting.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        return next != null && gathered.add(next);
    }

    private void linger(List<PendingChange> gathered, int space) throws InterruptedException {
        var until = System.nanoTime() + this.linger.toNanos();
        for (var more = Math.min(this.last.size() - gathered.size(), space); more > 0; more--) {
            if (!take(gathered, Duration.ofNanos(until - System.nanoTime()))) {
                return;
            }
        }
    }

    /**
     * Returns the late joiners of a gathered batch, which are added to it up to its maximum size.
     *
     * @param grown called with the batch after that
     */
    LateJoiners lateJoiners(List<PendingChange> gathered, Consumer<List<PendingChange>> grown) {
        var likely = this.busy && gathered.size() < this.batch;
        this.busy = false;
        return new LateJoiners() {
            @Override
            public boolean areExpected() {
                return likely;
            }

            @Override
            public void offer(Predicate<PendingChange> taken) {
                WriteQueue.this.offer(gathered, taken);
                grown.accept(List.copyOf(gathered));
            }
        };
    }

    private void offer(List<PendingChange> gathered, Predicate<PendingChange> taken) {
        var staying = new HashSet<RoomId>();
        var now = System.nanoTime();
        var waiting = this.waiting.iterator();
        while (gathered.size() < this.batch && waiting.hasNext()) {
            var pending = waiting.next();
            var room = pending.key().room();
            if (pending.isLate(now) || staying.contains(room) || !taken.test(pending)) {
                staying.add(room);
            } else {
                waiting.remove();
                gathered.add(pending);
                this.busy = true;
            }
        }
    }
}
