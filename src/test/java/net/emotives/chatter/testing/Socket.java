package net.emotives.chatter.testing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A version 1 client as a browser is one: it reads by itself, answers pings, and keeps what came
 * until it is asked for. Every frame, both ways, is held against {@link FrameContract}.
 */
public final class Socket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final RawSocket raw;
    private final SocketReader reader;
    private final BlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<RawSocket.Frame> controls = new LinkedBlockingQueue<>();

    private Socket(RawSocket raw) {
        this.raw = raw;
        this.reader = new SocketReader(raw, this::take, this.controls::add, () -> {});
        this.reader.start();
    }

    /** Opens one; fails with the answer where the handshake is refused. */
    public static Socket open(int port, String path, String... headers) {
        var raw = RawSocket.handshake(port, path, headers);
        if (raw.status() != 101) {
            throw new IllegalStateException("refused: " + raw.head());
        }
        return new Socket(raw);
    }

    private void take(String text) {
        try {
            this.frames.add(FrameContract.V1.received(text));
        } catch (AssertionError broken) {
            this.reader.fail(broken);
            // Wakes who waits for a frame.
            this.frames.add(MissingNode.getInstance());
        }
    }

    public RawSocket raw() {
        return this.raw;
    }

    /** Sends a frame that is one of the protocol, whatever the server then says to it. */
    public void send(String frame) {
        this.reader.check();
        this.raw.write(RawSocket.TEXT, FrameContract.V1.sent(frame));
    }

    /** Sends what is no frame of the protocol. */
    public void sendBad(String text) {
        this.reader.check();
        this.raw.write(RawSocket.TEXT, FrameContract.V1.sentBadly(text));
    }

    /** Says something as a version 1 client does. */
    public void say(String to, String message) {
        send(
                JsonMapper.shared()
                        .createObjectNode()
                        .put("username_to", to)
                        .put("message", message)
                        .toString());
    }

    /** The next frame; fails where none comes. */
    public JsonNode next() {
        return poll(PATIENCE)
                .orElseThrow(() -> new AssertionError("no frame came within " + PATIENCE));
    }

    /** The next frame that is such a one; others before it are passed over. */
    public JsonNode next(Predicate<JsonNode> wanted) {
        var frame = next();
        while (!wanted.test(frame)) {
            frame = next();
        }
        return frame;
    }

    /** The next message. */
    public JsonNode nextMessage() {
        return next(frame -> frame.has("username_from"));
    }

    /** The next presence of that user. */
    public JsonNode nextPresence(Person user) {
        return next(frame -> frame.path("username").asString().equals(user.username()));
    }

    /** The code of the next error frame. */
    public String nextError() {
        return next(frame -> frame.has("error")).get("error").get("code").asString();
    }

    /** The next frame within that time. */
    public Optional<JsonNode> poll(Duration patience) {
        try {
            var frame = this.frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            this.reader.check();
            return Optional.ofNullable(frame);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whatever came and was not asked for. */
    public List<JsonNode> rest() {
        var rest = new ArrayList<JsonNode>();
        this.frames.drainTo(rest);
        this.reader.check();
        return rest;
    }

    /** The next ping or pong. */
    public RawSocket.Frame nextControl() {
        try {
            var frame = this.controls.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new AssertionError("no control frame came within " + PATIENCE);
            }
            return frame;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whether the server has closed it, or the connection is gone. */
    public boolean isClosed() {
        return this.reader.isClosed();
    }

    /** The code with which the server closed it; 1006 where the connection just ended. */
    public int closeCode() {
        return this.reader.closeCode();
    }

    public String closeReason() {
        return this.reader.closeReason();
    }

    /**
     * Asks the server to close, as a client does that goes; what the server says to that is still
     * read.
     */
    public void leave() {
        this.raw.write(RawSocket.CLOSE, new byte[] {3, (byte) 0xE8});
    }

    /** Ends the connection without a word; fails where a frame was not of the protocol. */
    @Override
    public void close() {
        this.reader.end();
    }
}
