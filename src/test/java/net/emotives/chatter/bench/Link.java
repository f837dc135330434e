package net.emotives.chatter.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A raw WebSocket of a {@link Wire}, for its thread alone. */
final class Link {

    /** Who uses it; on the wire's thread. */
    interface Listener {

        /** The handshake succeeded. */
        default void opened(Link link) {}

        /** The handshake was answered with something else, and the connection is closed. */
        default void refused(String head) {
            throw new AssertionError(head);
        }

        /** A whole text came, which is valid during the call. */
        void text(Link link, Text text);

        /** A ping was answered, or the other end has gone; the reason says which code it gave. */
        default void closed(Link link, int code) {
            throw new AssertionError("closed with " + code);
        }
    }

    private static final int OPENING = 0;
    private static final int OPEN = 1;
    private static final int CLOSED = 2;

    /** What the system takes for a connection that reads nothing. */
    private static final int SMALL = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer request;
    private final Listener listener;
    private @Nullable SelectionKey key;

    /** What came of a frame that is not whole. */
    private byte @Nullable [] rest;

    private @Nullable ByteBuffer unsent;
    private int state = OPENING;
    private boolean stalled;
    private long bytes;

    Link(SocketChannel channel, String path, String headers, Listener listener) {
        this.channel = channel;
        this.listener = listener;
        this.request =
                ByteBuffer.wrap(
                        ("GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                        + headers
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
    }

    void registered(SelectionKey key) {
        this.key = key;
    }

    /**
     * From now on nothing is read from it, or is again; the system takes little for it meanwhile.
     */
    void stall(boolean stalled) {
        this.stalled = stalled;
        try {
            this.channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
        } catch (IOException gone) {
            end(1006);
        }
        interest();
    }

    boolean isOpen() {
        return this.state == OPEN;
    }

    boolean isClosed() {
        return this.state == CLOSED;
    }

    /** How many bytes came. */
    long bytes() {
        return this.bytes;
    }

    private void interest() {
        var known = Objects.requireNonNull(this.key);
        if (known.isValid()) {
            known.interestOps(
                    (this.stalled ? 0 : SelectionKey.OP_READ)
                            | (this.unsent == null ? 0 : SelectionKey.OP_WRITE));
        }
    }

    void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
        if (key.isConnectable()) {
            this.channel.finishConnect();
            write(this.request);
            return;
        }
        if (key.isWritable()) {
            var more = Objects.requireNonNull(this.unsent);
            this.unsent = null;
            write(more);
        }
        if (key.isValid() && key.isReadable()) {
            read(buffer);
        }
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        var before = this.rest;
        if (before != null) {
            buffer.put(before);
            this.rest = null;
        }
        int count;
        try {
            count = this.channel.read(buffer);
        } catch (IOException reset) {
            count = -1;
        }
        if (count < 0) {
            end(1006);
            return;
        }
        this.bytes += count;
        buffer.flip();
        if (this.state == OPENING && !head(buffer)) {
            keep(buffer);
            return;
        }
        while (this.state == OPEN && frame(buffer)) {
            // The listener has it.
        }
        if (this.state == OPEN) {
            keep(buffer);
        }
    }

    private void keep(ByteBuffer buffer) {
        if (buffer.hasRemaining()) {
            var kept = new byte[buffer.remaining()];
            buffer.get(kept);
            this.rest = kept;
        }
    }

    private boolean head(ByteBuffer buffer) {
        for (var i = buffer.position(); i + 3 < buffer.limit(); i++) {
            if (buffer.get(i) == '\r' && buffer.get(i + 1) == '\n' && buffer.get(i + 2) == '\r') {
                var head = StandardCharsets.US_ASCII.decode(buffer.slice(0, i)).toString();
                if (!head.startsWith("HTTP/1.1 101")) {
                    close();
                    this.listener.refused(head);
                    return true;
                }
                buffer.position(i + 4);
                this.state = OPEN;
                this.listener.opened(this);
                return true;
            }
        }
        return false;
    }

    /** Whether there was a whole one. Pieces of texts are not known here: no server sends any. */
    private boolean frame(ByteBuffer buffer) {
        var start = buffer.position();
        if (buffer.remaining() < 2) {
            return false;
        }
        var opcode = buffer.get(start) & 0x0F;
        var length = buffer.get(start + 1) & 0x7F;
        var from = start + 2;
        if (length == 126) {
            if (buffer.remaining() < 4) {
                return false;
            }
            length = buffer.getShort(start + 2) & 0xFFFF;
            from = start + 4;
        } else if (length == 127) {
            throw new AssertionError("a frame of more than 64 KiB");
        }
        if (from + length > buffer.limit()) {
            return false;
        }
        buffer.position(from + length);
        switch (opcode) {
            case 1 -> this.listener.text(this, new Text(buffer, from, length));
            case 8 -> end(length < 2 ? 1005 : buffer.getShort(from) & 0xFFFF);
            case 9 -> send(10, new byte[0]);
            case 10 -> {}
            case 0 -> {
                // The rest of a text; its beginning says what it is.
            }
            default -> throw new AssertionError("opcode " + opcode);
        }
        return true;
    }

    private void end(int code) {
        if (this.state != CLOSED) {
            close();
            this.listener.closed(this, code);
        }
    }

    void send(byte[] text) {
        send(1, text);
    }

    /** Masked with zero: the bytes are as they were. */
    private void send(int opcode, byte[] payload) {
        var frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (0x80 | opcode));
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload).flip();
        try {
            write(frame);
        } catch (IOException gone) {
            end(1006);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        var before = this.unsent;
        if (before != null) {
            var both = ByteBuffer.allocate(before.remaining() + bytes.remaining());
            this.unsent = both.put(before).put(bytes).flip();
            return;
        }
        this.channel.write(bytes);
        this.unsent = bytes.hasRemaining() ? bytes : null;
        interest();
    }

    void close() {
        this.state = CLOSED;
        try {
            this.channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
