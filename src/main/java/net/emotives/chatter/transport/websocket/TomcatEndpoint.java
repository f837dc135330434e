package net.emotives.chatter.transport.websocket;

import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;

import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.WsRemoteEndpointImplBase;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsRemoteEndpointImplServer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The way that Tomcat goes with frames it has made, and which it does not open to others: somebody
 * takes his turn, writes, and ends it, on whatever threads.
 */
final class TomcatEndpoint {

    /** Of a frame with text: closing alone is treated otherwise. */
    private static final byte TEXT = 1;

    private static final MethodHandle ENDPOINT;
    private static final MethodHandle WRAPPER;
    private static final MethodHandle CLOSED;
    private static final MethodHandle BEGIN;
    private static final MethodHandle WRITE;
    private static final MethodHandle END;

    static {
        try {
            var base = WsRemoteEndpointImplBase.class;
            var server = WsRemoteEndpointImplServer.class;
            var mine = MethodHandles.lookup();
            var lookup = MethodHandles.privateLookupIn(base, mine);
            ENDPOINT =
                    MethodHandles.privateLookupIn(WsSession.class, mine)
                            .findGetter(WsSession.class, "wsRemoteEndpoint", base);
            WRAPPER =
                    MethodHandles.privateLookupIn(server, mine)
                            .findGetter(server, "socketWrapper", SocketWrapperBase.class);
            CLOSED = lookup.findGetter(base, "closed", boolean.class);
            BEGIN =
                    lookup.findVirtual(
                            base,
                            "acquireMessagePartInProgressSemaphore",
                            MethodType.methodType(boolean.class, byte.class, long.class));
            WRITE =
                    lookup.findVirtual(
                                    base,
                                    "doWrite",
                                    MethodType.methodType(
                                            void.class,
                                            SendHandler.class,
                                            boolean.class,
                                            long.class,
                                            ByteBuffer[].class))
                            .asFixedArity();
            END =
                    lookup.findVirtual(
                            base,
                            "endMessage",
                            MethodType.methodType(void.class, SendHandler.class, SendResult.class));
        } catch (ReflectiveOperationException changed) {
            throw new ExceptionInInitializerError(changed);
        }
    }

    /** What Tomcat says of a write, on whatever thread. */
    private static final class Outcome implements SendHandler {

        private volatile @Nullable SendResult result;

        @Override
        public void onResult(SendResult result) {
            this.result = result;
        }

        @Nullable Throwable failure() {
            var said = this.result;
            return said == null ? new SocketTimeoutException() : said.getException();
        }
    }

    private final WsRemoteEndpointImplBase endpoint;

    TomcatEndpoint(WsSession session) {
        try {
            this.endpoint = (WsRemoteEndpointImplBase) ENDPOINT.invokeExact(session);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Where bytes go that are to go over the wire as they are; nothing where they are not, as with
     * TLS. Never another connection's, unlike Tomcat's own channel, which it uses again.
     */
    @Nullable SocketChannel channel() {
        try {
            var wrapper =
                    (SocketWrapperBase<?>)
                            WRAPPER.invokeExact((WsRemoteEndpointImplServer) this.endpoint);
            return wrapper.getSocket() instanceof NioChannel channel
                            && channel.getClass().equals(NioChannel.class)
                    ? channel.getIOChannel()
                    : null;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Waits until then; at no time where that is past. */
    boolean takeTurn(long expiry) throws IOException {
        try {
            return (boolean) BEGIN.invokeExact(this.endpoint, TEXT, expiry);
        } catch (Throwable failure) {
            throw told(failure);
        }
    }

    /** Whether Tomcat has written that the socket closes; for whose turn it is. */
    boolean isClosed() {
        try {
            return (boolean) CLOSED.invokeExact(this.endpoint);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Blocks until the system has taken it all, or until then. For whose turn it is. */
    void write(long expiry, ByteBuffer... frames) throws IOException {
        var outcome = new Outcome();
        try {
            WRITE.invokeExact(this.endpoint, (SendHandler) outcome, true, expiry, frames);
        } catch (Throwable failure) {
            throw told(failure);
        }
        var failure = outcome.failure();
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    void endTurn() {
        try {
            END.invokeExact(this.endpoint, (SendHandler) null, (SendResult) null);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static IOException told(Throwable failure) {
        return switch (failure) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case IOException said -> said;
            case InterruptedException _ -> {
                Thread.currentThread().interrupt();
                yield new InterruptedIOException();
            }
            default -> throw new IllegalStateException(failure);
        };
    }
}
