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
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Serial dispatcher: runs tasks in order on its own thread, or inline on the caller while idle and
 * the tasks are short, so that every connection sees pushes in one order. Thread-safe. Blocks only
 * while its bounded queue is full; never waits for a connection.
 */
@Component
class DispatchQueue implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DispatchQueue.class);

    private final PushBatch batch;
    private final BoundedQueue<Runnable> queue;
    private final ArrayDeque<Runnable> own = new ArrayDeque<>();

    /** Number of tasks that are queued or running. */
    private final AtomicInteger unfinished = new AtomicInteger();

    /** Held by the thread that runs tasks. */
    private final ReentrantLock running = new ReentrantLock();

    private final Loop loop = Loop.platform("fan-out", this::step);

    DispatchQueue(PushBatch batch, DeliveryProperties properties, DeliveryMetrics metrics) {
        this.batch = batch;
        this.queue =
                new BoundedQueue<>(
                        properties.backlog(), properties.backlogBytes(), DispatchQueue::bytes);
        metrics.watchBacklog(this.queue);
    }

    /** Task that holds more than a few bytes while it is queued. */
    interface Sized extends Runnable {

        /** Estimated heap bytes; always the same. */
        long bytes();
    }

    private static long bytes(Runnable work) {
        return work instanceof Sized sized ? sized.bytes() : EventSize.SMALL;
    }

    /** Queues a task; one that a running task dispatches comes next. */
    void dispatch(Runnable work) {
        if (this.running.isHeldByCurrentThread()) {
            // A wait for room in the queue would never end on this thread.
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
     * Runs short tasks in order: inline if nothing is before them, since that is faster than waking
     * the other thread; queues them otherwise.
     */
    void runOrDispatch(List<Runnable> work) {
        if (this.running.tryLock()) {
            try {
                if (this.unfinished.get() == 0) {
                    run(work);
                    return;
                }
            } finally {
                this.running.unlock();
            }
        }
        work.forEach(this::dispatch);
    }

    private void step() throws InterruptedException {
        var first = this.queue.take();
        this.running.lock();
        try {
            runBatch(first);
        } finally {
            this.running.unlock();
        }
    }

    /** Runs a task, and what else is queued meanwhile. */
    private void runBatch(Runnable first) {
        this.batch.begin();
        for (@Nullable Runnable next = first; next != null; next = this.queue.poll()) {
            run(next);
            this.unfinished.decrementAndGet();
        }
        this.batch.end();
    }

    private void run(List<Runnable> work) {
        this.batch.begin();
        try {
            work.forEach(this::run);
        } finally {
            // The caller goes on to other work, whose pushes must not wait.
            this.batch.end();
        }
    }

    /** Runs a task, and those that it dispatches. */
    private void run(Runnable work) {
        for (@Nullable Runnable next = work; next != null; next = this.own.poll()) {
            try {
                next.run();
            } catch (RuntimeException failure) {
                // A task that fails must not end the others.
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
