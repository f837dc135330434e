package net.emotives.chatter.bench;

import net.emotives.chatter.testing.JarProcess;

import java.nio.charset.StandardCharsets;

/**
 * {@code node-fanout.js} with {@code socketio}, spoken to over WebSockets alone: Engine.IO 4 and
 * Socket.IO 5, as far as one event needs them.
 */
record SocketIoVenue(Process process, int port) implements Stage {

    private static final byte[] EVENT = ascii("42[\"m\",\"");
    private static final byte[] CONNECTED = ascii("40");
    private static final byte[] CONNECT = ascii("40");
    private static final byte[] PONG = ascii("3");

    static SocketIoVenue start() {
        var port = JarProcess.freePort();
        return new SocketIoVenue(Pinned.node("node-fanout.js", port, "socketio"), port);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return "socket.io";
    }

    @Override
    public long pid() {
        return this.process.pid();
    }

    @Override
    public String path(int user) {
        return "/socket.io/?EIO=4&transport=websocket";
    }

    @Override
    public boolean isReadyAtOnce() {
        return false;
    }

    @Override
    public Heard hear(Link link, Text text) {
        if (text.startsWith(EVENT)) {
            return Heard.MESSAGE;
        }
        if (text.startsWith(CONNECTED)) {
            return Heard.READY;
        }
        switch (text.buffer().get(text.from())) {
            case '0' -> link.send(CONNECT);
            case '2' -> link.send(PONG);
            default -> throw new AssertionError("socket.io said " + text);
        }
        return Heard.NOTHING;
    }

    @Override
    public byte[] message(String text) {
        return ascii("42[\"m\",\"" + text + "\"]");
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
    }
}
