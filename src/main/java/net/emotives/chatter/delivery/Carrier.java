package net.emotives.chatter.delivery;

import net.emotives.chatter.kernel.BoundedQueue;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * Does what is handed to it one thing after the other, so that every connection sees things in one
 * order: on a thread of its own, or on that of who has something short to do while nothing is
 * before it. Handing over waits only while its bounded queue is full; it never waits for a
 * connection. A push is encoded once for all connections of an encoder.
 */
@Component
class Carrier implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Carrier.class);

    private final Hub hub;
    private final Burst burst;
    private final DeliveryMetrics metrics;
    private final BoundedQueue<Runnable> queue;
    private final ArrayDeque<Runnable> own = new ArrayDeque<>();

    /** What was handed over and is not done. */
    private final AtomicInteger unfinished = new AtomicInteger();

    /** Whoever has it does things. */
    private final ReentrantLock turn = new ReentrantLock();

    private final Loop loop = Loop.platform("fan-out", this::step);

    Carrier(Hub hub, Bursts bursts, DeliveryProperties properties, DeliveryMetrics metrics) {
        this.hub = hub;
        this.burst = new Burst(bursts);
        this.metrics = metrics;
        this.queue =
                new BoundedQueue<>(properties.backlog(), properties.backlogBytes(), Carrier::bytes);
        metrics.watchBacklog(this.queue);
    }

    /** Work that holds more than a few bytes while it waits. */
    interface Sized extends Runnable {

        /** Estimated heap bytes; always the same. */
        long bytes();
    }

    private static long bytes(Runnable work) {
        return work instanceof Sized sized ? sized.bytes() : EventSize.SMALL;
    }

    /** Has something done in its turn; what the carrier hands to itself, next. */
    void hand(Runnable work) {
        if (this.turn.isHeldByCurrentThread()) {
            // Waiting for itself would be for ever.
            this.own.add(work);
            return;
        }
        this.unfinished.incrementAndGet();
        try {
            this.queue.put(work);
        } catch (InterruptedException interrupted) {
            this.unfinished.decrementAndGet();
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Has short things done in their turn, one after the other: at once and by the thread that
     * calls where nothing is before them, as it would take longer to wake the other one.
     */
    void doOrHand(List<Runnable> work) {
        if (this.turn.tryLock()) {
            try {
                if (this.unfinished.get() == 0) {
                    carryOut(work);
                    return;
                }
            } finally {
                this.turn.unlock();
            }
        }
        work.forEach(this::hand);
    }

    /**
     * Pushes to the connections interested in one of the topics, each once. In the carrier's turn
     * alone.
     */
    void carry(Collection<? extends Topic> topics, Push push, Predicate<Connection> to) {
        var frames = new HashMap<Encoder, Optional<Frame>>(4);
        var reached = topics.size() == 1 ? null : new HashSet<Connection>();
        var pushed = 0;
        for (var topic : topics) {
            for (var connection : this.hub.subscribers(topic)) {
                if (to.test(connection) && (reached == null || reached.add(connection))) {
                    frames.computeIfAbsent(
                                    connection.encoder(push),
                                    encoder -> Optional.ofNullable(encoder.encode(push)))
                            .ifPresent(frame -> connection.push(push, frame));
                    pushed++;
                }
            }
        }
        this.metrics.pushed(pushed);
        var bytes = 0;
        for (var frame : frames.values()) {
            bytes = Math.max(bytes, frame.map(Frame::bytes).orElse(0));
        }
        this.burst.pushed(pushed, bytes);
    }

    private void step() throws InterruptedException {
        var first = this.queue.take();
        this.turn.lock();
        try {
            burst(first);
        } finally {
            this.turn.unlock();
        }
    }

    /** Does one thing, and what else waits meanwhile. */
    private void burst(Runnable first) {
        this.burst.begin();
        for (@Nullable Runnable next = first; next != null; next = this.queue.poll()) {
            carryOut(next);
            this.unfinished.decrementAndGet();
        }
        this.burst.end();
    }

    private void carryOut(List<Runnable> work) {
        this.burst.begin();
        try {
            work.forEach(this::carryOut);
        } finally {
            // The thread goes on to other things, whose pushes are to wait for nothing.
            this.burst.end();
        }
    }

    /** Does something, and what that hands over itself. */
    private void carryOut(Runnable work) {
        for (@Nullable Runnable next = work; next != null; next = this.own.poll()) {
            try {
                next.run();
            } catch (RuntimeException failure) {
                // One push that cannot be carried must not end all others.
                log.atError().setCause(failure).log("A push could not be delivered");
            }
        }
    }

    @Override
    public void start() {
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.stop();
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.FAN_OUT.value();
    }
}
