package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A WebSocket client that does what it is told and nothing else: also what no browser would do. */
public final class RawSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** What the server sent, its pieces joined. */
    public record Frame(int opcode, byte[] payload) {

        public String text() {
            return new String(this.payload, StandardCharsets.UTF_8);
        }

        public int closeCode() {
            return this.payload.length < 2
                    ? 1005
                    : (this.payload[0] & 0xFF) << 8 | this.payload[1] & 0xFF;
        }

        public String closeReason() {
            return this.payload.length < 2
                    ? ""
                    : new String(this.payload, 2, this.payload.length - 2, StandardCharsets.UTF_8);
        }
    }

    private final java.net.Socket socket;
    private final SlowInput slow;
    private final DataInputStream in;
    private final String head;
    private final String body;
    private volatile boolean insideFrame;

    private RawSocket(java.net.Socket socket, String request) throws IOException {
        this.socket = socket;
        this.slow = new SlowInput(socket.getInputStream());
        this.in = new DataInputStream(new BufferedInputStream(this.slow));
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        this.head = readHead();
        this.body = status() == 101 ? "" : readBody();
    }

    /**
     * Asks for a WebSocket; whether it is one says {@link #status()}. Headers are whole lines, and
     * may repeat the usual ones.
     */
    public static RawSocket handshake(int port, String path, String... headers) {
        return handshake(port, path, 0, headers);
    }

    /**
     * The same with a small buffer for what comes, so that a client that does not read is noticed
     * early.
     */
    public static RawSocket handshake(int port, String path, int receiveBuffer, String... headers) {
        var request =
                "GET "
                        + path
                        + " HTTP/1.1\r\nHost: 127.0.0.1:"
                        + port
                        + "\r\n"
                        + "Upgrade: websocket\r\n"
                        + "Connection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
        for (var header : headers) {
            request += header + "\r\n";
        }
        return request(port, receiveBuffer, request + "\r\n");
    }

    /** Sends a request to the letter. */
    public static RawSocket request(int port, int receiveBuffer, String request) {
        return request("127.0.0.1", port, receiveBuffer, request);
    }

    /** The same from that address, one of the loopback. */
    public static RawSocket request(String from, int port, int receiveBuffer, String request) {
        try {
            var socket = new java.net.Socket();
            socket.bind(new InetSocketAddress(from, 0));
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.connect(new InetSocketAddress("127.0.0.1", port), 30_000);
            socket.setTcpNoDelay(true);
            return new RawSocket(socket, request);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String readHead() throws IOException {
        var read = new StringBuilder();
        while (read.indexOf("\r\n\r\n") < 0) {
            read.append((char) this.in.readUnsignedByte());
        }
        return read.toString();
    }

    private String readBody() throws IOException {
        this.socket.setSoTimeout(30_000);
        var length = header("Content-Length");
        if (!length.isEmpty()) {
            return new String(this.in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
        }
        if (header("Transfer-Encoding").equalsIgnoreCase("chunked")) {
            var whole = new ByteArrayOutputStream();
            for (var size = chunkSize(); size > 0; size = chunkSize()) {
                whole.writeBytes(this.in.readNBytes(size));
                this.in.skipNBytes(2);
            }
            return whole.toString(StandardCharsets.UTF_8);
        }
        return "";
    }

    private int chunkSize() throws IOException {
        var line = new StringBuilder();
        while (line.indexOf("\r\n") < 0) {
            line.append((char) this.in.readUnsignedByte());
        }
        return Integer.parseInt(line.toString().strip(), 16);
    }

    /** From now on it reads no more bytes a second than that. */
    public RawSocket slowed(int bytesPerSecond) {
        this.slow.pace(bytesPerSecond);
        return this;
    }

    /** The status of the answer to the handshake. */
    public int status() {
        return Integer.parseInt(this.head.split(" ", -1)[1]);
    }

    /** Status line and headers of that answer. */
    public String head() {
        return this.head;
    }

    public String body() {
        return this.body;
    }

    public String header(String name) {
        return this.head
                .lines()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    public void write(int opcode, String text) {
        write(opcode, text.getBytes(StandardCharsets.UTF_8));
    }

    public void write(int opcode, byte[] payload) {
        write(true, opcode, payload);
    }

    /** Writes one frame, masked, of a message that ends with it or goes on. */
    public synchronized void write(boolean last, int opcode, byte[] payload) {
        var frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            for (var shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >>> shift));
            }
        }
        var mask = new byte[4];
        ThreadLocalRandom.current().nextBytes(mask);
        frame.writeBytes(mask);
        for (var i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i & 3]);
        }
        writeBytes(frame.toByteArray());
    }

    /** Writes bytes to the letter. */
    public synchronized void writeBytes(byte[] bytes) {
        try {
            this.socket.getOutputStream().write(bytes);
        } catch (SocketException gone) {
            // The server has closed already; the reader sees why.
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The next frame; nothing at the end. Waits without bound. Fails where it is a text that the
     * server may not send.
     */
    public @Nullable Frame read() {
        var frame = readAnything();
        if (frame != null && frame.opcode() == TEXT) {
            var isV2 = header("Sec-WebSocket-Protocol").equals(V2Socket.SUBPROTOCOL);
            (isV2 ? FrameContract.V2 : FrameContract.V1).received(frame.text());
        }
        return frame;
    }

    /** The same, whatever the contract of today says about it. */
    public @Nullable Frame readAnything() {
        try {
            this.socket.setSoTimeout(0);
            var whole = new ByteArrayOutputStream();
            var opcode = CONTINUATION;
            var last = false;
            // The container sends what is longer than its buffer in pieces, and control frames
            // never between them.
            while (!last) {
                var first = this.in.readUnsignedByte();
                this.insideFrame = true;
                opcode = opcode == CONTINUATION ? first & 0x0F : opcode;
                last = (first & 0x80) != 0;
                var piece = new byte[length()];
                // Half a piece is none.
                this.in.readFully(piece);
                whole.writeBytes(piece);
            }
            this.insideFrame = false;
            return new Frame(opcode, whole.toByteArray());
        } catch (EOFException | SocketException end) {
            return null;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether a frame has begun to come and has not ended. */
    public boolean isInsideFrame() {
        return this.insideFrame;
    }

    /** The port on this side. */
    public int localPort() {
        return this.socket.getLocalPort();
    }

    private int length() throws IOException {
        var length = this.in.readUnsignedByte();
        return switch (length) {
            case 126 -> this.in.readUnsignedShort();
            case 127 -> Math.toIntExact(this.in.readLong());
            default -> length;
        };
    }

    @Override
    public void close() {
        try {
            this.socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
