package net.emotives.chatter.messages;

import static java.util.stream.Collectors.toSet;

import net.emotives.chatter.database.Overloaded;
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
 * What waits for the writer, in the order in which it came. Any thread adds, the writer's alone
 * takes.
 */
final class Intake {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PAUSE_WHILE_HELD = Duration.ofMillis(5);

    /** For those to come who were in the batch before as well: less than a round trip. */
    private static final Duration COMPANY = Duration.ofNanos(60_000);

    private final BlockingQueue<Pending> waiting = new LinkedBlockingQueue<>();

    /** Taken in and not settled, waiting or not: what memory is bounded by. */
    private final AtomicInteger unsettled = new AtomicInteger();

    /** Of these, the bytes. */
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

    /** Of each room how many are unsettled. */
    private final ConcurrentHashMap<RoomId, Integer> ofRooms = new ConcurrentHashMap<>();

    /** Rooms whose lock another transaction held at the writer's last attempt. */
    private volatile Set<RoomId> held = Set.of();

    private final Duration pause;
    private final Duration company;
    private List<Pending> last = List.of();
    private boolean busy;

    /**
     * @param batch how many changes the writer takes at once
     */
    Intake(int batch, Backlog backlog) {
        this(batch, backlog, PAUSE, COMPANY);
    }

    /**
     * @param pause how long the first of a batch is waited for
     * @param company how long those are waited for then who shared the one before
     */
    Intake(int batch, Backlog backlog, Duration pause, Duration company) {
        this.batch = batch;
        this.backlog = backlog;
        this.pause = pause;
        this.company = company;
    }

    AtomicInteger unsettled() {
        return this.unsettled;
    }

    Queue<Pending> waiting() {
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

    void add(Pending pending) {
        this.waiting.add(pending);
    }

    /** Frees the places of what is settled. */
    private void settled(Pending pending) {
        release(pending.change());
    }

    /** Frees the places of a batch, but for what is left of it to be tried again. */
    void settled(List<Pending> batch, List<Pending> left) {
        var staying = left.isEmpty() ? Set.<Pending>of() : new HashSet<>(left);
        for (var pending : batch) {
            if (!staying.contains(pending)) {
                settled(pending);
            }
        }
    }

    /** Records the changes whose rooms were locked by another transaction. */
    void held(List<Pending> changes) {
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
     * What is left and what came since; waits a moment where there is nothing. Those who shared a
     * batch have heard of it together and speak together again: the first to come waits for as many
     * a moment as well.
     *
     * @param away whether the database is: then somebody has waited already
     */
    List<Pending> gather(List<Pending> left, boolean away) throws InterruptedException {
        var gathered = new ArrayList<>(left);
        // What was tried is tried again together with no more than a batch takes.
        var space = this.batch - (int) left.stream().filter(Pending::wasTried).count();
        if (space > 0) {
            this.waiting.drainTo(gathered, space);
            if (gathered.size() > left.size()) {
                this.busy = true;
            } else if (take(gathered, left.isEmpty() ? this.pause : PAUSE_WHILE_HELD)) {
                awaitCompany(gathered, space - 1);
                this.waiting.drainTo(gathered, space - (gathered.size() - left.size()));
            }
        } else if (!away) {
            Thread.sleep(PAUSE_WHILE_HELD);
        }
        this.last = gathered;
        var now = System.nanoTime();
        gathered.removeIf(pending -> {
            var gone = pending.isLate(now) && !pending.giveUp();
            if (gone) {
                settled(pending);
            }
            return gone;
        });
        return gathered;
    }

    private boolean take(List<Pending> gathered, Duration patience) throws InterruptedException {
        var next = this.waiting.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        return next != null && gathered.add(next);
    }

    private void awaitCompany(List<Pending> gathered, int space) throws InterruptedException {
        var until = System.nanoTime() + this.company.toNanos();
        for (var more = Math.min(this.last.size() - gathered.size(), space); more > 0; more--) {
            if (!take(gathered, Duration.ofNanos(until - System.nanoTime()))) {
                return;
            }
        }
    }

    /**
     * For a batch that was gathered; what is taken is added to it, up to what a batch takes.
     *
     * @param grown is given what the batch is then
     */
    Latecomers latecomers(List<Pending> gathered, Consumer<List<Pending>> grown) {
        var likely = this.busy && gathered.size() < this.batch;
        this.busy = false;
        return new Latecomers() {
            @Override
            public boolean areLikely() {
                return likely;
            }

            @Override
            public void board(Predicate<Pending> taken) {
                Intake.this.board(gathered, taken);
                grown.accept(List.copyOf(gathered));
            }
        };
    }

    private void board(List<Pending> gathered, Predicate<Pending> taken) {
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
