package net.emotives.chatter.bench;

import java.nio.charset.StandardCharsets;

/**
 * The service with users who say nothing, in one of its versions; those of the second have a room.
 */
record IdleVenue(Service service, int version) implements Venue {

    private static final byte[] WELCOME = ascii("{\"type\":\"welcome\",");
    private static final byte[] OK = ascii("{\"type\":\"ok\",");
    private static final byte[] ERROR = ascii("{\"type\":\"error\",");
    private static final byte[] CREATE =
            ascii(
                    "{\"type\":\"create_room\",\"id\":\"1\",\"name\":\"A room of one's"
                            + " own\",\"visibility\":\"private\"}");

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String name() {
        return this.service.name();
    }

    @Override
    public int port() {
        return this.service.port();
    }

    @Override
    public long pid() {
        return this.service.pid();
    }

    @Override
    public String path(int user) {
        return this.service.path(user);
    }

    @Override
    public String headers() {
        return this.version == 1 ? "" : "Sec-WebSocket-Protocol: chatter.v2\r\n";
    }

    @Override
    public boolean isReadyAtOnce() {
        return this.version == 1;
    }

    @Override
    public Heard hear(Link link, Text text) {
        if (text.startsWith(ERROR)) {
            throw new AssertionError(name() + " said " + text);
        }
        if (text.startsWith(WELCOME)) {
            link.send(CREATE);
        }
        return text.startsWith(OK) ? Heard.READY : Heard.NOTHING;
    }

    @Override
    public byte[] message(String text) {
        throw new UnsupportedOperationException("nobody speaks");
    }

    @Override
    public void close() {
        this.service.close();
    }
}
