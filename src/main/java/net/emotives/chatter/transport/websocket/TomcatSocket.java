package net.emotives.chatter.transport.websocket;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;

import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Writes bytes to a socket of Tomcat, in the turn of whatever Tomcat itself writes there: answers
 * to pings, and closing. For one thread at a time.
 *
 * <p>The API takes one text at a time, as a string, which Tomcat encodes anew for each connection,
 * character by character, and gives to the system by itself, or gathers in a buffer that each
 * connection has to have. All of that is most of what a push to many costs. Frames that are ready
 * are given to the system as they are, and only what it does not take at once is left to Tomcat.
 */
final class TomcatSocket {

    private static final Logger log = LoggerFactory.getLogger(TomcatSocket.class);

    /** Bytes of a blocking write, each of which has the whole timeout. */
    private static final int PIECE = 16 * 1024;

    /** Expiry that never blocks. */
    private static final long AT_ONCE = 0;

    private final WsSession session;
    private final TomcatEndpoint endpoint;
    private final @Nullable SocketChannel channel;
    private final long timeout;
    private final Runnable progress;

    /**
     * Bytes that were not written without blocking, and whether the turn is held until they are.
     */
    private @Nullable ByteBuffer rest;

    private boolean holdsTurn;

    TomcatSocket(WsSession session, Duration timeout, Runnable progress) {
        this.session = session;
        this.endpoint = new TomcatEndpoint(session);
        this.channel = this.endpoint.channel();
        this.timeout = timeout.toMillis();
        this.progress = progress;
    }

    /**
     * Writes whole frames, behind what is left of those before. Blocks until the system has taken
     * them, as long as it takes some of them within the time-out; where it does not the socket is
     * closed. Once Tomcat has written that the socket closes, nothing is.
     */
    void write(ByteBuffer... frames) throws IOException {
        if (!this.holdsTurn && !this.endpoint.takeTurn(expiry())) {
            throw lost(new SocketTimeoutException("Something else is being written"));
        }
        try {
            writeInTurn(frames);
        } catch (IOException failure) {
            throw lost(failure);
        }
    }

    private void writeInTurn(ByteBuffer... frames) throws IOException {
        try {
            // Not of the session, which is open for output until it has written that it closes:
            // after that there must be nothing, and the endpoint says so to whose turn it is.
            if (this.endpoint.isClosed()) {
                throw new ClosedChannelException();
            }
            if (this.rest != null) {
                writeInPieces(this.rest);
            }
            if (!giveToSystem(frames)) {
                writeInPieces(frames);
            }
        } finally {
            this.rest = null;
            this.holdsTurn = false;
            this.endpoint.endTurn();
        }
    }

    /**
     * Writes to a client for which the system keeps as much as it may already: each piece that it
     * takes then is one that the client took before. With TLS nothing is known of that.
     */
    private void writeInPieces(ByteBuffer... frames) throws IOException {
        for (var frame : frames) {
            while (frame.hasRemaining()) {
                var length = Math.min(PIECE, frame.remaining());
                this.endpoint.write(expiry(), frame.slice(frame.position(), length));
                frame.position(frame.position() + length);
                if (this.channel != null) {
                    this.progress.run();
                }
            }
        }
    }

    private long expiry() {
        return System.currentTimeMillis() + this.timeout;
    }

    /**
     * Writes what the system takes at once of whole frames, and never blocks; only where nothing is
     * left of others. False where something is left now, or failed: a copy is kept for {@link
     * #finish}, which may block, and meets the failure again.
     */
    boolean tryToWrite(ByteBuffer frames) throws IOException {
        if (this.endpoint.takeTurn(AT_ONCE)) {
            if (tryInTurn(frames)) {
                this.endpoint.endTurn();
                return true;
            }
            this.holdsTurn = true;
        }
        this.rest = ByteBuffer.allocate(frames.remaining()).put(frames).flip();
        return false;
    }

    private boolean tryInTurn(ByteBuffer frames) {
        try {
            return !this.endpoint.isClosed() && giveToSystem(frames);
        } catch (IOException | RuntimeException failure) {
            log.atDebug().setCause(failure).log("A socket could not be written at once");
            return false;
        }
    }

    /** Writes what is left, as {@link #write} does. */
    void finish() throws IOException {
        if (this.rest != null) {
            write();
        }
    }

    /** Returns true if the system took all. */
    private boolean giveToSystem(ByteBuffer... frames) throws IOException {
        if (this.channel == null) {
            return false;
        }
        this.channel.write(frames);
        return frames.length == 0 || !frames[frames.length - 1].hasRemaining();
    }

    /** Closes the session without a close frame. */
    private IOException lost(Throwable failure) {
        this.session.doClose(
                new CloseReason(CloseCodes.GOING_AWAY, null),
                new CloseReason(CloseCodes.CLOSED_ABNORMALLY, null),
                true);
        return new IOException(failure);
    }
}
