package net.emotives.chatter.journal.writer;

import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.testing.Node;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * The service's own transaction for one message at a time, on some connections at once: what the
 * batches are worth. Nothing is pushed.
 */
public final class OneByOne implements AutoCloseable {

    private static final String TEXT = "x".repeat(100);

    private final Node node;
    private final int connections;

    public OneByOne(String url, int connections) {
        this.node = Node.at(url, "chatter.database.pool=" + (connections + 5));
        this.connections = connections;
    }

    /** How many a second are committed in that time; each connection has two users of its own. */
    public double perSecond(Duration time) {
        var end = System.nanoTime() + time.toNanos();
        try (var threads = Executors.newFixedThreadPool(this.connections)) {
            var all =
                    IntStream.range(0, this.connections)
                            .mapToObj(_ -> CompletableFuture.supplyAsync(() -> say(end), threads))
                            .toList();
            return all.stream().mapToLong(CompletableFuture::join).sum() / (time.toNanos() / 1e9);
        }
    }

    private long say(long end) {
        var batch = new Batch(this.node);
        var sender = this.node.user("one");
        var room = this.node.get(DirectRooms.class).of(sender, this.node.user("other").value());
        var said = 0L;
        while (System.nanoTime() < end) {
            var outcome = batch.commit(Batch.pending(Scene.draft(room, sender, null, TEXT)));
            said += outcome.committed().size();
        }
        return said;
    }

    @Override
    public void close() {
        this.node.close();
    }
}
