package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A {@code chatter.v2} client that reads all the time and keeps whatever comes as it came: it drops
 * nothing, orders nothing and resumes nothing by itself. Every frame, both ways, is held against
 * {@link FrameContract}, and every reply against its request and the order of the requests; what is
 * wrong fails the next call, and the close. For any number of threads.
 */
public final class V2Socket implements AutoCloseable {

    public static final String SUBPROTOCOL = "chatter.v2";

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RawSocket raw;
    private final SocketReader reader;
    private final Pushes pushes = new Pushes();
    private final Replies replies = new Replies();
    private final AtomicLong ids = new AtomicLong();
    private final Consumer<JsonNode> witness;

    private V2Socket(RawSocket raw, Consumer<JsonNode> witness) {
        this.raw = raw;
        this.witness = witness;
        this.reader = new SocketReader(raw, this::take, _ -> {}, this::ended);
        this.reader.start();
    }

    /** Opens one; fails with the answer where the handshake or the subprotocol is refused. */
    public static V2Socket open(int port, String path, String... headers) {
        return witnessed(port, path, _ -> {}, headers);
    }

    /** The same, with somebody who is shown every frame that comes, in order, before it is used. */
    public static V2Socket witnessed(
            int port, String path, Consumer<JsonNode> witness, String... headers) {
        var offer = Stream.of("Sec-WebSocket-Protocol: " + SUBPROTOCOL);
        var raw =
                RawSocket.handshake(
                        port,
                        path,
                        Stream.concat(offer, Stream.of(headers)).toArray(String[]::new));
        if (raw.status() != 101 || !raw.header("Sec-WebSocket-Protocol").equals(SUBPROTOCOL)) {
            raw.close();
            throw new IllegalStateException("refused: " + raw.head());
        }
        return new V2Socket(raw, witness);
    }

    private void take(String text) {
        try {
            var frame = FrameContract.V2.received(text);
            this.witness.accept(frame);
            switch (frame.get("type").asString()) {
                case "ok", "error" -> this.replies.add(frame);
                default -> this.pushes.add(frame);
            }
        } catch (AssertionError broken) {
            this.reader.fail(broken);
            this.replies.end(broken);
            this.pushes.end();
        }
    }

    private void ended() {
        this.replies.end(new IllegalStateException("the connection ended"));
        this.pushes.end();
    }

    /** The wire below, for what is no frame, such as half of one. */
    public RawSocket raw() {
        return this.raw;
    }

    /** The first push. */
    public JsonNode welcome() {
        return this.pushes.all().isEmpty() ? nextPush("welcome") : this.pushes.all().getFirst();
    }

    /**
     * Sends a request and does not wait. The reply, {@code ok} or {@code error}, comes later; a
     * failure instead where the connection ends before.
     */
    public CompletableFuture<JsonNode> ask(String type, Consumer<ObjectNode> fields) {
        var id = Long.toString(this.ids.incrementAndGet());
        var frame = FrameContract.V2.sent(frame(type, fields.andThen(f -> f.put("id", id))));
        return write(frame, id, type);
    }

    /** Sends a request and gives its {@code ok}; fails where it is refused. */
    public JsonNode request(String type, Consumer<ObjectNode> fields) {
        var reply = join(ask(type, fields));
        if (reply.has("error")) {
            throw new AssertionError(type + " was refused: " + reply);
        }
        return reply;
    }

    /** The same, of a request without fields. */
    public JsonNode request(String type) {
        return request(type, _ -> {});
    }

    /** Sends a request and gives what speaks against it; fails where nothing does. */
    public JsonNode refusal(String type, Consumer<ObjectNode> fields) {
        var reply = join(ask(type, fields));
        if (!reply.has("error")) {
            throw new AssertionError(type + " was not refused: " + reply);
        }
        return reply.get("error");
    }

    /** The code of that. */
    public String refused(String type, Consumer<ObjectNode> fields) {
        return refusal(type, fields).get("code").asString();
    }

    /** Sends a request without an id, to which only {@link #nextRefusal()} can be an answer. */
    public void tell(String type, Consumer<ObjectNode> fields) {
        this.reader.check();
        this.raw.write(RawSocket.TEXT, FrameContract.V2.sent(frame(type, fields)));
    }

    /** What speaks against a request without an id. */
    public JsonNode nextRefusal() {
        try {
            var error = this.replies.refusals().poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            this.reader.check();
            return Objects.requireNonNull(error, "no refusal came").get("error");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends what is no frame of the protocol, and gives what the server says to that. */
    public JsonNode sendBad(String text) {
        return join(write(FrameContract.V2.sentBadly(text), RequestIds.in(text), null))
                .get("error");
    }

    /**
     * Sends a request with an id that may be good or bad, and does not wait for the reply, which
     * must be an error to a bad one.
     */
    public CompletableFuture<JsonNode> pose(String text) {
        var good = FrameContract.V2.takes(text);
        var type = good ? JsonMapper.shared().readTree(text).get("type").asString() : null;
        return write(text, RequestIds.in(text), type);
    }

    /** The same, and waits. */
    public JsonNode exchange(String text) {
        return join(pose(text));
    }

    /** Sends what is no frame of the protocol and will rather close the connection. */
    public void sendDeadly(String text) {
        this.reader.check();
        this.raw.write(RawSocket.TEXT, FrameContract.V2.sentBadly(text));
    }

    /** Says something in a room; gives the {@code ok}. */
    public JsonNode send(String room, String clientId, String text) {
        return request(
                "send", f -> f.put("room", room).put("client_id", clientId).put("text", text));
    }

    /** Says something to a user; gives the {@code ok}. */
    public JsonNode to(String username, String clientId, String text) {
        return request(
                "send", f -> f.put("to", username).put("client_id", clientId).put("text", text));
    }

    /** Resumes after these sequences, page by page; gives an {@code ok} with the rooms of all. */
    public JsonNode resume(String epoch, Map<String, Long> seen) {
        return ResumePages.resume(
                fields -> request("resume", fields),
                welcome().get("limits").get("resume").asInt(),
                epoch,
                seen);
    }

    /** The next push of that type; pushes of other types are still there to be asked for. */
    public JsonNode nextPush(String type) {
        return nextPush(type, _ -> true);
    }

    /** The next such push of that type; others of that type are passed over. */
    public JsonNode nextPush(String type, Predicate<JsonNode> wanted) {
        return this.pushes.next(type, wanted, PATIENCE, this.reader::check);
    }

    /** All pushes so far, raw and in the order in which they came. */
    public List<JsonNode> pushes() {
        this.reader.check();
        return this.pushes.all();
    }

    /** Whether the server has closed it, or the connection is gone. */
    public boolean isClosed() {
        return this.reader.isClosed();
    }

    /** Waits until that is so; fails after a minute. */
    public void awaitClosed() throws InterruptedException {
        this.reader.awaitClosed();
    }

    /** Waits until it is closed, without a timeout. */
    public void awaitEnd() throws InterruptedException {
        this.reader.awaitEnd();
    }

    /** The code with which the server closed it; 1006 where the connection just ended. */
    public int closeCode() {
        return this.reader.closeCode();
    }

    public String closeReason() {
        return this.reader.closeReason();
    }

    /** Asks the server to close; what it still says is read. */
    public void leave() {
        this.raw.write(RawSocket.CLOSE, new byte[] {3, (byte) 0xE8});
    }

    /** Ends the connection without a word; fails where anything was not of the protocol. */
    @Override
    public void close() {
        this.reader.end();
    }

    private static String frame(String type, Consumer<ObjectNode> fields) {
        var frame = JsonMapper.shared().createObjectNode().put("type", type);
        fields.accept(frame);
        return frame.toString();
    }

    /** In one step, so that the order of the requests is that on the wire. */
    private CompletableFuture<JsonNode> write(
            String frame, @Nullable String id, @Nullable String type) {
        this.reader.check();
        synchronized (this.raw) {
            var reply = this.replies.expect(id, type);
            this.raw.write(RawSocket.TEXT, frame);
            return reply;
        }
    }

    private JsonNode join(CompletableFuture<JsonNode> reply) {
        try {
            return reply.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            this.reader.check();
            throw new AssertionError("no reply came: " + failed, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
