package net.emotives.chatter.transport.websocket;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.transport.LinkOutput;

import org.apache.tomcat.websocket.WsSession;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;

/** Encodes frames (RFC 6455, section 5.2) and writes them to a socket of Tomcat. */
final class WebSocketOutput implements LinkOutput {

    private static final int FINAL = 0x80;
    private static final int TEXT = 0x1;
    private static final int PING = 0x9;

    /** Maximum bytes of the header of an unmasked frame. */
    private static final int HEADER = 10;

    /** Lengths up to which one byte, and two more, are enough. */
    private static final int ONE_BYTE = 125;

    private static final int TWO_BYTES = 0xFFFF;

    private static final String TOMCAT = "org.apache.tomcat.websocket.";

    /** Long enough to look a few times, and not for a client that reads nothing to hold up much. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private final WebSocketSession session;
    private final TomcatSocket socket;
    private final Function<CloseReason, CloseStatus> status;

    /**
     * @param timeout how long a write may make no progress
     * @param progress run when a client that was waited for took something
     * @param status the protocol's close status for a reason
     */
    WebSocketOutput(
            WebSocketSession session,
            Duration timeout,
            Runnable progress,
            Function<CloseReason, CloseStatus> status) {
        this.session = session;
        this.status = status;
        var container = ((NativeWebSocketSession) session).getNativeSession(WsSession.class);
        // How Tomcat is told when a write that blocks has failed, and the last one of a connection
        // that it closes: while another write is under way it looks only every 50 ms, which is by
        // default how long it has.
        var settings = Objects.requireNonNull(container).getUserProperties();
        settings.put(TOMCAT + "BLOCKING_SEND_TIMEOUT", timeout.toMillis());
        settings.put(TOMCAT + "ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", LAST_WORDS.toMillis());
        this.socket = new TomcatSocket(container, timeout, progress);
    }

    @Override
    public void text(ByteBuffer text, ByteBuffer buffer) throws IOException {
        add(TEXT, text, buffer);
    }

    @Override
    public void ping(ByteBuffer payload, ByteBuffer buffer) throws IOException {
        add(PING, payload, buffer);
    }

    private void add(int opcode, ByteBuffer payload, ByteBuffer buffer) throws IOException {
        if (HEADER + payload.remaining() > buffer.remaining()) {
            flush(buffer);
        }
        buffer.put((byte) (FINAL | opcode));
        putLength(payload.remaining(), buffer);
        if (payload.remaining() > buffer.remaining()) {
            this.socket.write(buffer.flip(), payload);
            buffer.clear();
        } else {
            buffer.put(payload);
        }
    }

    private static void putLength(int length, ByteBuffer buffer) {
        if (length <= ONE_BYTE) {
            buffer.put((byte) length);
        } else if (length <= TWO_BYTES) {
            buffer.put((byte) 126).putShort((short) length);
        } else {
            buffer.put((byte) 127).putLong(length);
        }
    }

    @Override
    public void flush(ByteBuffer buffer) throws IOException {
        if (buffer.position() > 0) {
            this.socket.write(buffer.flip());
            buffer.clear();
        }
    }

    @Override
    public boolean tryToFlush(ByteBuffer buffer) throws IOException {
        var all = this.socket.tryToWrite(buffer.flip());
        buffer.clear();
        return all;
    }

    @Override
    public void finish() throws IOException {
        this.socket.finish();
    }

    @Override
    public void close(CloseReason reason) throws IOException {
        this.session.close(this.status.apply(reason));
    }

    @Override
    public void abort() throws IOException {
        this.session.close(CloseStatus.SESSION_NOT_RELIABLE);
    }
}
