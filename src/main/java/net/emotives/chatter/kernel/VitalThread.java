package net.emotives.chatter.kernel;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Threads that the service cannot do without. One that ends by a failure ends the process, with one
 * line of the log that says which thread and why: without it the process would stay and do only a
 * part of its work. One that returns has ended in order. Any thread starts them.
 */
public final class VitalThread {

    private static final Logger log = LoggerFactory.getLogger(VitalThread.class);

    /** As that of a JVM that ends for want of memory. */
    private static final int STATUS = 3;

    private static final Set<String> DEAD = ConcurrentHashMap.newKeySet();

    /** Bound while the current thread does vital work. */
    private static final ScopedValue<Boolean> VITAL = ScopedValue.newInstance();

    private static volatile Runnable end = () -> Runtime.getRuntime().halt(STATUS);

    private VitalThread() {}

    /** Starts one that has a thread of the system for itself. */
    public static Thread platform(String name, Runnable work) {
        return Thread.ofPlatform().name(name).start(guarded(name, work));
    }

    /** Starts one that shares the threads of the system with others. */
    public static Thread virtual(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(guarded(name, work));
    }

    /** Wraps vital work that runs on a thread started elsewhere. */
    public static Runnable guarded(String name, Runnable work) {
        return () -> {
            try {
                ScopedValue.where(VITAL, true).run(work);
            } catch (RuntimeException | Error failure) {
                died(name, failure);
            }
        };
    }

    /** Returns true if the current thread does vital work, which is to find what it needs. */
    public static boolean isCurrent() {
        return VITAL.isBound();
    }

    /** Returns the names of threads that died, while the process still lives. */
    public static Set<String> dead() {
        return new TreeSet<>(DEAD);
    }

    private static void died(String name, Throwable failure) {
        DEAD.add(name);
        try {
            log.atError()
                    .addKeyValue("thread", name)
                    .setCause(failure)
                    .log("A thread that the service cannot do without died; the process ends");
        } finally {
            // End the process even if logging failed.
            end.run();
        }
    }

    /**
     * For tests: until it is closed the process lives on, and then nothing is known of the dead.
     */
    static AutoCloseable withoutEnd() {
        var before = end;
        end = () -> {};
        return () -> {
            end = before;
            DEAD.clear();
        };
    }
}
