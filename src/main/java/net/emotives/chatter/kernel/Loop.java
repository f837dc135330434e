package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/**
 * A {@linkplain VitalThread vital thread} that starts and stops with the application, and repeats a
 * step in between. A step that throws ends the process; a step that is interrupted ends the loop.
 * Started and stopped by one thread at a time.
 */
public final class Loop {

    private static final Logger log = LoggerFactory.getLogger(Loop.class);

    private final String name;
    private final boolean platform;
    private final Step step;

    private volatile BooleanSupplier end = Loop::never;
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    private Loop(String name, boolean platform, Step step) {
        this.name = name;
        this.platform = platform;
        this.step = step;
    }

    /** The repeated step of a loop. */
    @FunctionalInterface
    public interface Step {

        /** Runs once; may block. */
        void run() throws InterruptedException;
    }

    /** Makes a loop on a virtual thread. */
    public static Loop virtual(String name, Step step) {
        return new Loop(name, false, step);
    }

    /**
     * Makes a loop on a platform thread: for work that everything waits for, since a virtual thread
     * queues behind those of all sockets.
     */
    public static Loop platform(String name, Step step) {
        return new Loop(name, true, step);
    }

    /** Starts the thread. */
    public void start() {
        this.end = Loop::never;
        this.running = true;
        this.thread =
                this.platform
                        ? VitalThread.platform(this.name, this::run)
                        : VitalThread.virtual(this.name, this::run);
    }

    /** Interrupts the thread. Never blocks. */
    public void stop() {
        Objects.requireNonNull(this.thread).interrupt();
        this.running = false;
    }

    /**
     * Has the loop end before the next step for which a condition holds, which its thread asks.
     * Never blocks.
     */
    public void endWhen(BooleanSupplier condition) {
        this.end = condition;
    }

    /** Waits until the loop has ended; returns false after the timeout. Blocks. */
    public boolean finish(Duration timeout) {
        this.running = false;
        try {
            return Objects.requireNonNull(this.thread).join(timeout);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Returns true between start and stop. */
    public boolean isRunning() {
        return this.running;
    }

    private void run() {
        try {
            while (!this.end.getAsBoolean()) {
                this.step.run();
            }
        } catch (InterruptedException stopped) {
            log.atDebug().addKeyValue("thread", this.name).log("Loop stopped");
        }
    }

    private static boolean never() {
        return false;
    }
}
