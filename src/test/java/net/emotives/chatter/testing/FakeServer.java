package net.emotives.chatter.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;

/** Takes one socket and says what it is told to, also what chatter never would. */
final class FakeServer implements AutoCloseable {

    private final ServerSocket entrance;
    private final String subprotocol;
    private java.net.Socket socket = new java.net.Socket();

    FakeServer(String subprotocol) throws IOException {
        this.entrance = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.subprotocol = subprotocol;
    }

    /** Answers the next handshake, on a thread of its own. */
    Thread accept() {
        return Thread.ofVirtual()
                .start(() -> {
                    try {
                        this.socket = this.entrance.accept();
                        var head = new StringBuilder();
                        while (head.indexOf("\r\n\r\n") < 0) {
                            head.append((char) this.socket.getInputStream().read());
                        }
                        write(
                                ("HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Protocol: "
                                                + this.subprotocol
                                                + "\r\n\r\n")
                                        .getBytes(StandardCharsets.ISO_8859_1));
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                });
    }

    int port() {
        return this.entrance.getLocalPort();
    }

    /** Sends a text frame. */
    void says(String text) {
        var payload = text.getBytes(StandardCharsets.UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            frame.write(126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        }
        frame.writeBytes(payload);
        write(frame.toByteArray());
    }

    /** The next text frame, a short one. */
    String hears() {
        try {
            var in = new DataInputStream(this.socket.getInputStream());
            in.readUnsignedByte();
            var length = in.readUnsignedByte() & 0x7F;
            var size = length == 126 ? in.readUnsignedShort() : length;
            var mask = in.readNBytes(4);
            var payload = in.readNBytes(size);
            for (var i = 0; i < size; i++) {
                payload[i] ^= mask[i & 3];
            }
            return new String(payload, StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void write(byte[] bytes) {
        try {
            this.socket.getOutputStream().write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() throws IOException {
        this.socket.close();
        this.entrance.close();
    }
}
