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
 * Method handles onto Tomcat's private frame-write path: acquire the turn, write, end the turn, on
 * any threads.
 */
final class TomcatEndpoint {

    /** Opcode of a text frame: Tomcat treats only close frames differently. */
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

    /** Result of a write, set by Tomcat on any thread. */
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
     * Returns the channel for bytes that go over the wire unchanged; null with TLS. Unlike Tomcat's
     * own channel it is not reused for another connection.
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

    /**
     * Waits for the turn until the expiry, in epoch milliseconds; does not block if that is past.
     */
    boolean takeTurn(long expiry) throws IOException {
        try {
            return (boolean) BEGIN.invokeExact(this.endpoint, TEXT, expiry);
        } catch (Throwable failure) {
            throw translated(failure);
        }
    }

    /** Returns true if Tomcat has written a close frame. Call with the turn held. */
    boolean isClosed() {
        try {
            return (boolean) CLOSED.invokeExact(this.endpoint);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Blocks until the system has taken all, or until the expiry. Call with the turn held. */
    void write(long expiry, ByteBuffer... frames) throws IOException {
        var outcome = new Outcome();
        try {
            WRITE.invokeExact(this.endpoint, (SendHandler) outcome, true, expiry, frames);
        } catch (Throwable failure) {
            throw translated(failure);
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

    private static IOException translated(Throwable failure) {
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
