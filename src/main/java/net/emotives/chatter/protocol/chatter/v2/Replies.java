package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Frame;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The answers of a connection, sent in the order of its requests whenever they come. Any thread may
 * complete one; requests are added by the one thread that reads the connection.
 */
final class Replies {

    private final int limit;
    private final Consumer<Frame> sender;
    private final ArrayDeque<CompletableFuture<@Nullable Frame>> waiting = new ArrayDeque<>();

    /**
     * @param limit how many may wait before reading pauses
     */
    Replies(int limit, Consumer<Frame> sender) {
        this.limit = limit;
        this.sender = sender;
    }

    /** Sends the answer in its turn; nothing for a request that wants none. */
    void add(CompletableFuture<@Nullable Frame> answer) throws InterruptedException {
        synchronized (this) {
            while (this.waiting.size() >= this.limit) {
                wait();
            }
            this.waiting.add(answer);
        }
        var _ = answer.whenComplete((_, _) -> flush());
    }

    /** Waits until every request so far is answered. */
    synchronized void await() throws InterruptedException {
        while (!this.waiting.isEmpty()) {
            wait();
        }
    }

    /** Runs that once every request so far is answered. */
    void whenAnswered(Runnable then) {
        CompletableFuture<?>[] open;
        synchronized (this) {
            open = this.waiting.toArray(CompletableFuture[]::new);
        }
        var _ = CompletableFuture.allOf(open).whenComplete((_, _) -> then.run());
    }

    private synchronized void flush() {
        while (!this.waiting.isEmpty() && this.waiting.peek().isDone()) {
            var frame = this.waiting.remove().join();
            if (frame != null) {
                this.sender.accept(frame);
            }
        }
        notifyAll();
    }
}
