package net.emotives.chatter.protocol;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.SendHandler;
import jakarta.websocket.SendResult;

import org.apache.tomcat.websocket.WsRemoteEndpointImplBase;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;

/**
 * Writes bytes to a socket of Tomcat, in the turn of whatever Tomcat itself writes there: answers
 * to pings, and closing.
 *
 * <p>The API takes one text at a time, as a string, which Tomcat encodes anew for each connection,
 * character by character, and gives to the system by itself, or gathers in a buffer that each
 * connection has to have. All of that is most of what a push to many costs. Frames that are ready
 * go the way that Tomcat goes with those it has made, and which it does not open to others.
 */
final class TomcatSocket {

    /** Of a frame with text: closing alone is treated otherwise. */
    private static final byte TEXT = 1;

    private static final MethodHandle ENDPOINT;
    private static final MethodHandle CLOSED;
    private static final MethodHandle BEGIN;
    private static final MethodHandle WRITE;
    private static final MethodHandle END;

    static {
        try {
            var base = WsRemoteEndpointImplBase.class;
            var lookup = MethodHandles.privateLookupIn(base, MethodHandles.lookup());
            ENDPOINT =
                    MethodHandles.privateLookupIn(WsSession.class, MethodHandles.lookup())
                            .findGetter(WsSession.class, "wsRemoteEndpoint", base);
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

    private final WsSession session;
    private final WsRemoteEndpointImplBase endpoint;
    private final long timeout;

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

    TomcatSocket(WsSession session, Duration timeout) {
        this.session = session;
        this.timeout = timeout.toMillis();
        try {
            this.endpoint = (WsRemoteEndpointImplBase) ENDPOINT.invokeExact(session);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Writes whole frames. Blocks until the system has taken them, for at most the time-out; where
     * it did not the socket is closed. Once Tomcat has written that the socket closes, nothing is.
     */
    void write(ByteBuffer... frames) throws IOException {
        var expiry = System.currentTimeMillis() + this.timeout;
        var outcome = new Outcome();
        try {
            if (!(boolean) BEGIN.invokeExact(this.endpoint, TEXT, expiry)) {
                throw lost(new SocketTimeoutException("Something else is being written"));
            }
            try {
                // Not of the session, which is open for output until it has written that it closes:
                // after that there must be nothing, and it says so in this turn.
                if ((boolean) CLOSED.invokeExact(this.endpoint)) {
                    throw new ClosedChannelException();
                }
                WRITE.invokeExact(this.endpoint, (SendHandler) outcome, true, expiry, frames);
            } finally {
                END.invokeExact(this.endpoint, (SendHandler) null, (SendResult) null);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (IOException | RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
        var failure = outcome.failure();
        if (failure != null) {
            throw lost(failure);
        }
    }

    /** Nothing more can be written, not even why. */
    private IOException lost(Throwable failure) {
        this.session.doClose(
                new CloseReason(CloseCodes.GOING_AWAY, null),
                new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null),
                true);
        return new IOException(failure);
    }
}
