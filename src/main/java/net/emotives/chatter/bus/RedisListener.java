package net.emotives.chatter.bus;

import io.lettuce.core.pubsub.RedisPubSubAdapter;

import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.VitalThread;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Passes what Redis delivers to the listener of the bus, in order, on a thread of its own. Texts
 * that arrive faster than they are taken are dropped beyond a number of bytes; once the listener
 * has caught up it is told that it missed some.
 */
final class RedisListener extends RedisPubSubAdapter<String, String> {

    private static final Logger log = LoggerFactory.getLogger(RedisListener.class);

    /** Estimated heap bytes of a text besides its characters. */
    private static final int OVERHEAD = 128;

    private final Executor thread;
    private final long backlog;
    private final Consumer<String> heard;
    private final Runnable restored;
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean missed = new AtomicBoolean();
    private final AwayLog full =
            new AwayLog(
                    log,
                    "The bus delivers more than can be taken; texts are dropped",
                    "The bus is taken in full again");

    /**
     * @param thread runs one task at a time, in order
     * @param backlog estimated heap bytes of the texts that may wait
     * @param restored called when texts may have been missed
     */
    RedisListener(Executor thread, long backlog, Consumer<String> heard, Runnable restored) {
        this.thread = thread;
        this.backlog = backlog;
        this.heard = heard;
        this.restored = restored;
    }

    @Override
    public void message(String channel, String text) {
        var bytes = OVERHEAD + 2L * text.length();
        if (this.waiting.addAndGet(bytes) > this.backlog) {
            this.missed.set(true);
            this.full.away("backlog");
            taken(bytes);
            return;
        }
        execute(() -> {
            try {
                this.heard.accept(text);
            } finally {
                taken(bytes);
            }
        });
    }

    /**
     * Releases the bytes of a text; the caller that releases the last one has the missed ones made
     * up for.
     */
    private void taken(long bytes) {
        if (this.waiting.addAndGet(-bytes) == 0 && this.missed.compareAndSet(true, false)) {
            this.full.back();
            execute(this.restored);
        }
    }

    @Override
    public void smessage(String channel, String text) {
        message(channel, text);
    }

    @Override
    public void subscribed(String channel, long count) {
        execute(this.restored);
    }

    @Override
    public void ssubscribed(String channel, long count) {
        subscribed(channel, count);
    }

    private void execute(Runnable work) {
        this.thread.execute(VitalThread.guarded("bus-listener", () -> take(work)));
    }

    private static void take(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException failure) {
            log.atError().setCause(failure).log("A text of the bus could not be taken");
        }
    }
}
