package net.emotives.chatter.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A client that asks for much, and drops what it reads. Each blocks a thread. */
final class Sink implements AutoCloseable {

    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PATIENCE = 30_000;
    private static final byte[] SENT = ascii("{\"type\":\"sent\"");
    private static final int UNEXPECTED = 1006;

    private final Socket socket = new Socket();
    private final DataInputStream in;

    private Sink(int port) throws IOException {
        this.socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE);
        this.socket.setSoTimeout(PATIENCE);
        this.in = new DataInputStream(new BufferedInputStream(this.socket.getInputStream(), 65536));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Requests a page, reads all of it and returns its status. */
    static int get(int port, String path, String bearer) throws IOException {
        try (var sink = new Sink(port)) {
            sink.request(path, "Authorization: " + bearer + "\r\nConnection: close\r\n");
            var status = sink.status();
            var buffer = new byte[65536];
            while (sink.in.read(buffer) >= 0) {
                // Dropped.
            }
            return status;
        }
    }

    /** Opens a socket of version 2. */
    static Sink open(int port, String path) throws IOException {
        var sink = new Sink(port);
        sink.request(
                path,
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + ServiceVenue.V2);
        var status = sink.status();
        if (status != 101) {
            sink.close();
            throw new SocketException("answered " + status);
        }
        return sink;
    }

    private void request(String path, String headers) throws IOException {
        this.socket
                .getOutputStream()
                .write(
                        ascii(
                                "GET "
                                        + path
                                        + " HTTP/1.1\r\nHost: localhost\r\n"
                                        + headers
                                        + "\r\n"));
    }

    private int status() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) this.in.readUnsignedByte());
        }
        return Integer.parseInt(head.substring(9, 12));
    }

    /** Writes a short text, masked with zeros. */
    void write(String text) throws IOException {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x80 | TEXT);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(new byte[4]);
        frame.writeBytes(payload);
        this.socket.getOutputStream().write(frame.toByteArray());
    }

    /** Reads until that begins a text; fails where the connection ends before. */
    void await(String beginning) throws IOException {
        var begin = ascii(beginning);
        while (!next(begin)) {
            // Another one.
        }
    }

    /** The next text, which must be whole. */
    String text() throws IOException {
        var _ = this.in.readUnsignedByte();
        return new String(this.in.readNBytes((int) length()), StandardCharsets.UTF_8);
    }

    /** Reads until that many messages have arrived; fails if the connection ends before. */
    void take(int messages) throws IOException {
        for (var taken = 0; taken < messages; ) {
            taken += next(SENT) ? 1 : 0;
        }
    }

    /** Returns true if the next message, which may be fragmented, starts with these bytes. */
    private boolean next(byte[] beginning) throws IOException {
        var matches = false;
        var last = false;
        for (var piece = 0; !last; piece++) {
            var first = this.in.readUnsignedByte();
            last = (first & 0x80) != 0;
            var length = length();
            if ((first & 0x0F) == CLOSE) {
                var code = length < 2 ? UNEXPECTED : this.in.readUnsignedShort();
                throw new SocketException("closed with " + code);
            }
            var head = this.in.readNBytes((int) Math.min(length, beginning.length));
            this.in.skipNBytes(length - head.length);
            matches |= piece == 0 && Arrays.equals(head, beginning);
        }
        return matches;
    }

    private long length() throws IOException {
        var length = this.in.readUnsignedByte();
        return switch (length) {
            case 126 -> this.in.readUnsignedShort();
            case 127 -> this.in.readLong();
            default -> length;
        };
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
    }
}
