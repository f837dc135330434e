package net.emotives.chatter.protocol;

import net.emotives.chatter.delivery.Frame;

import org.apache.tomcat.websocket.WsRemoteEndpointImplBase;
import org.apache.tomcat.websocket.WsSession;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.adapter.NativeWebSocketSession;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;

/**
 * Writes to one socket. Each call blocks until the system has taken what is written, for at most
 * the time-out. For one thread at a time.
 *
 * <p>The API takes text as a string alone, which Tomcat encodes anew for each connection, character
 * by character: much of what a push to many costs. What is encoded already goes the way that Tomcat
 * itself goes with bytes, and which it does not open to others.
 */
final class SocketOutput {

    /** RFC 6455, section 5.2. */
    private static final byte TEXT = 1;

    private static final String TOMCAT = "org.apache.tomcat.websocket.";

    /** Long enough to look a few times, and not for a client that reads nothing to hold up much. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    private static final MethodHandle ENDPOINT;
    private static final MethodHandle SEND;

    static {
        try {
            var here = MethodHandles.lookup();
            ENDPOINT =
                    MethodHandles.privateLookupIn(WsSession.class, here)
                            .findGetter(
                                    WsSession.class,
                                    "wsRemoteEndpoint",
                                    WsRemoteEndpointImplBase.class);
            SEND =
                    MethodHandles.privateLookupIn(WsRemoteEndpointImplBase.class, here)
                            .findVirtual(
                                    WsRemoteEndpointImplBase.class,
                                    "sendMessageBlock",
                                    MethodType.methodType(
                                            void.class,
                                            byte.class,
                                            ByteBuffer.class,
                                            boolean.class));
        } catch (ReflectiveOperationException changed) {
            throw new ExceptionInInitializerError(changed);
        }
    }

    private final WebSocketSession session;
    private final WsRemoteEndpointImplBase endpoint;

    SocketOutput(WebSocketSession session, Duration timeout) {
        this.session = session;
        var container = ((NativeWebSocketSession) session).getNativeSession(WsSession.class);
        // How Tomcat is told when a write that blocks has failed, and the last one of a connection
        // that it closes: while another write is under way it looks only every 50 ms, which is by
        // default how long it has.
        var settings = Objects.requireNonNull(container).getUserProperties();
        settings.put(TOMCAT + "BLOCKING_SEND_TIMEOUT", timeout.toMillis());
        settings.put(TOMCAT + "ABNORMAL_SESSION_CLOSE_SEND_TIMEOUT", LAST_WORDS.toMillis());
        try {
            this.endpoint = (WsRemoteEndpointImplBase) ENDPOINT.invokeExact(container);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Whether what is written waits for more, as far as the container's buffer goes: together it
     * costs the system one call.
     */
    void gather(boolean more) throws IOException {
        this.endpoint.setBatchingAllowed(more);
        if (more && !this.session.isOpen()) {
            // Whoever closes flushes first, which may have been just before: the close frame itself
            // must not wait.
            this.endpoint.setBatchingAllowed(false);
        }
    }

    void text(Frame frame) throws IOException {
        try {
            SEND.invokeExact(this.endpoint, TEXT, frame.content(), true);
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    void ping(ByteBuffer payload) throws IOException {
        this.endpoint.sendPing(payload);
    }

    void close(CloseStatus status) throws IOException {
        this.session.close(status);
    }
}
