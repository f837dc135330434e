package net.emotives.chatter.bench;

import java.nio.charset.StandardCharsets;

/** The service as a place that many connect to. */
abstract class ServiceVenue implements Venue {

    /** How one asks for version 2. */
    static final String V2 = "Sec-WebSocket-Protocol: chatter.v2\r\n";

    static final byte[] WELCOME = ascii("{\"type\":\"welcome\",");
    static final byte[] OK = ascii("{\"type\":\"ok\",");

    private final Service service;

    ServiceVenue(Service service) {
        this.service = service;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    Service service() {
        return this.service;
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
    public void close() {
        this.service.close();
    }
}
