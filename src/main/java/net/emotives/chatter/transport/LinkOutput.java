package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.CloseReason;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Wire of a {@link Link}: encodes frames into the writer's buffer and writes them. Called by one
 * thread at a time. Blocks until the system has taken the bytes, as long as it takes some of them
 * within the send timeout, unless a method says otherwise.
 */
public interface LinkOutput {

    /** Bytes of a writer's buffer: more than is taken from a queue of short frames at a time. */
    int BUFFER = 8192;

    /** Adds a frame with a text to the buffer, which it flushes when full. */
    void text(ByteBuffer text, ByteBuffer buffer) throws IOException;

    /** Adds a ping with a payload of at most 125 bytes, in the same way. */
    void ping(ByteBuffer payload, ByteBuffer buffer) throws IOException;

    /** Writes the buffer and leaves it empty. */
    void flush(ByteBuffer buffer) throws IOException;

    /**
     * Writes as much of the buffer as is possible without blocking and leaves it empty; returns
     * false if a rest is kept for {@link #finish}.
     */
    boolean tryToFlush(ByteBuffer buffer) throws IOException;

    /** Writes the rest that {@link #tryToFlush} kept. */
    void finish() throws IOException;

    /** Closes the connection and tells the client why, as its protocol does. */
    void close(CloseReason reason) throws IOException;

    /** Closes a connection that cannot be written any more. */
    void abort() throws IOException;
}
