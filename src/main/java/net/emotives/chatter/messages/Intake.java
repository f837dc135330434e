package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final int batch;
    private final int backlog;
    private final Duration pause;
    private final Duration company;
    private List<Pending> last = List.of();
    private boolean busy;

    /**
     * @param batch how many changes the writer takes at once
     * @param backlog how many may be unsettled
     */
    Intake(int batch, int backlog) {
        this(batch, backlog, PAUSE, COMPANY);
    }

    /**
     * @param pause how long the first of a batch is waited for
     * @param company how long those are waited for then who shared the one before
     */
    Intake(int batch, int backlog, Duration pause, Duration company) {
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

    /** Takes a place for a change, which is to be added; throws where all are taken. */
    void reserve() {
        if (this.unsettled.incrementAndGet() > this.backlog) {
            this.unsettled.decrementAndGet();
            throw new Overloaded();
        }
    }

    void add(Pending pending) {
        this.waiting.add(pending);
    }

    /** So many were settled, and have no place any more. */
    void settled(int count) {
        this.unsettled.addAndGet(-count);
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
        var all = gathered.size();
        gathered.removeIf(pending -> pending.isLate(now) && !pending.giveUp());
        settled(all - gathered.size());
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
