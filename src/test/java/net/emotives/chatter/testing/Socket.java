package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A WebSocket client as a browser is one: it reads by itself, answers pings, and keeps what came
 * until it is asked for.
 */
public final class Socket implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RawSocket raw;
    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final BlockingQueue<RawSocket.Frame> controls = new LinkedBlockingQueue<>();
    private volatile RawSocket.@Nullable Frame close;
    private volatile boolean ended;

    private Socket(RawSocket raw) {
        this.raw = raw;
        Thread.ofVirtual().start(this::read);
    }

    /** Opens one; fails with the answer where the handshake is refused. */
    public static Socket open(int port, String path, String... headers) {
        var raw = RawSocket.handshake(port, path, headers);
        if (raw.status() != 101) {
            throw new IllegalStateException("refused: " + raw.head());
        }
        return new Socket(raw);
    }

    private void read() {
        try {
            for (var frame = this.raw.read(); frame != null; frame = this.raw.read()) {
                switch (frame.opcode()) {
                    case RawSocket.TEXT -> this.frames.add(frame.text());
                    case RawSocket.PING -> {
                        this.raw.write(RawSocket.PONG, frame.payload());
                        this.controls.add(frame);
                    }
                    case RawSocket.CLOSE -> {
                        this.close = frame;
                        this.raw.write(RawSocket.CLOSE, frame.payload());
                    }
                    default -> this.controls.add(frame);
                }
            }
        } finally {
            this.ended = true;
        }
    }

    public RawSocket raw() {
        return this.raw;
    }

    public void send(String text) {
        this.raw.write(RawSocket.TEXT, text);
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
        return JsonMapper.shared().readTree(nextText());
    }

    public String nextText() {
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
    public Optional<String> poll(Duration patience) {
        try {
            return Optional.ofNullable(
                    this.frames.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Whatever came and was not asked for. */
    public List<JsonNode> rest() {
        var texts = new ArrayList<String>();
        this.frames.drainTo(texts);
        return texts.stream().map(text -> JsonMapper.shared().readTree(text)).toList();
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
        return this.close != null || this.ended;
    }

    /** The code with which the server closed it; 1006 where the connection just ended. */
    public int closeCode() {
        var frame = this.close;
        return frame == null ? 1006 : frame.closeCode();
    }

    public String closeReason() {
        var frame = this.close;
        return frame == null ? "" : frame.closeReason();
    }

    /**
     * Asks the server to close, as a client does that goes; what the server says to that is still
     * read.
     */
    public void leave() {
        this.raw.write(RawSocket.CLOSE, new byte[] {3, (byte) 0xE8});
    }

    /** Ends the connection without a word. */
    @Override
    public void close() {
        this.raw.close();
    }
}
