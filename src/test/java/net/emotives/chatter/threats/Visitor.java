package net.emotives.chatter.threats;

import net.emotives.chatter.testing.RawSocket;

import java.util.Locale;

/** Asks for what it wants from an address of its own, by way of the gateway or past it. */
record Visitor(int port, String from, String headers) {

    /** One that the gateway says comes from there; {@code forwarded} is the header's value. */
    static Visitor throughGateway(int port, String forwarded) {
        return new Visitor(port, GuardedTest.GATEWAY, "X-Forwarded-For: " + forwarded + "\r\n");
    }

    /** One that comes by itself, with headers of its own. */
    static Visitor from(String address, int port, String headers) {
        return new Visitor(port, address, headers);
    }

    /** A handshake with that token. */
    RawSocket handshake(String token) {
        return ask(
                "GET /ws?token=" + token + " HTTP/1.1",
                String.join(
                        "\r\n",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        ""));
    }

    /** A request without a body, with that header. */
    RawSocket request(String method, String path, String authorization) {
        return ask(
                method.toUpperCase(Locale.ROOT) + " " + path + " HTTP/1.1",
                "Authorization: "
                        + authorization
                        + "\r\nContent-Length: 0\r\nConnection: close\r\n");
    }

    private RawSocket ask(String line, String more) {
        return RawSocket.request(
                this.from,
                this.port,
                0,
                line + "\r\nHost: chat.example\r\n" + this.headers + more + "\r\n");
    }
}
