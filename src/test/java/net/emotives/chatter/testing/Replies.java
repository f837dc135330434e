package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Matches the replies of a version 2 connection to its requests, whose order they must keep. */
final class Replies {

    /**
     * @param id nothing where it is a frame of which the server can read none
     * @param type nothing where it is a bad frame, to which only an error is an answer
     */
    private record Request(
            @Nullable String id, @Nullable String type, CompletableFuture<JsonNode> reply) {}

    private final Deque<Request> open = new ArrayDeque<>();
    private final BlockingQueue<JsonNode> refusals = new LinkedBlockingQueue<>();
    private @Nullable Throwable end;

    /** To be called in the order in which the requests go out. */
    synchronized CompletableFuture<JsonNode> expect(@Nullable String id, @Nullable String type) {
        var request = new Request(id, type, new CompletableFuture<>());
        if (this.end == null) {
            this.open.add(request);
        } else {
            request.reply().completeExceptionally(this.end);
        }
        return request.reply();
    }

    /** Errors without id that no bad frame explains. */
    BlockingQueue<JsonNode> refusals() {
        return this.refusals;
    }

    synchronized void add(JsonNode reply) {
        var id = reply.has("id") ? reply.get("id").asString() : null;
        var next = this.open.peek();
        if (next != null && (id == null ? next.id() == null : id.equals(next.id()))) {
            check(next, reply);
            this.open.remove();
            next.reply().complete(reply);
        } else if (id == null) {
            this.refusals.add(reply);
        } else {
            throw new AssertionError(
                    "A reply came where one to "
                            + (next == null ? "nothing" : next.id())
                            + " was due: "
                            + reply);
        }
    }

    private static void check(Request request, JsonNode reply) {
        if (request.type() != null) {
            FrameContract.V2.replied(request.type(), reply);
        } else if (!reply.has("error")) {
            throw new AssertionError("A bad frame was accepted: " + reply);
        }
    }

    /** Nothing comes any more, for that reason. */
    synchronized void end(Throwable why) {
        if (this.end == null) {
            this.end = why;
        }
        while (!this.open.isEmpty()) {
            this.open.remove().reply().completeExceptionally(why);
        }
    }
}
