package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Requests that are slow, or larger than any should be. */
@GuardedTest
class SlowAndLargeIntegrationTests {

    private static final String[] INTERNALS = {"Tomcat", "Apache", "Exception", "java."};

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    /** All that is answered until the server ends the connection, which it must do in time. */
    private String answerTo(String begun) throws IOException {
        try (var socket = new Socket("127.0.0.1", this.chatter.port())) {
            socket.setSoTimeout(12_000);
            socket.getOutputStream().write(begun.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "G",
                "GET /healthz HTTP/1.1\r\n",
                "GET /healthz HTTP/1.1\r\nHost: x\r\nAuthoriz",
                "GET /ws?token=x HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
            })
    void requestThatDoesNotGoOnIsGivenUp(String begun) throws IOException {
        assertThat(answerTo(begun)).doesNotContain(INTERNALS);
    }

    @Test
    void bodyThatDoesNotGoOnIsGivenUp() throws IOException {
        var answer =
                answerTo(
                        "POST /user HTTP/1.1\r\nHost: x\r\nAuthorization: "
                                + Neighbours.SECRET
                                + "\r\nContent-Length: 100\r\n\r\n{\"username\"");
        assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain(INTERNALS);
    }

    @Test
    void bodyOfAStrangerIsNotWaitedFor() throws IOException {
        var answer =
                answerTo(
                        "POST /user HTTP/1.1\r\nHost: x\r\nAuthorization: guess\r\n"
                                + "Content-Length: 100000000\r\n\r\n{");
        assertThat(answer).startsWith("HTTP/1.1 401 ").contains("Connection: close");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE"})
    void formOfAStrangerIsNotReadAtAll(String method) throws IOException {
        var answer =
                answerTo(
                        method
                                + " /ws?token=x HTTP/1.1\r\nHost: x\r\n"
                                + "Content-Type: application/x-www-form-urlencoded\r\n"
                                + "Content-Length: 100000000\r\n\r\ntoken=");
        assertThat(answer).startsWith("HTTP/1.1 405 ").contains("Connection: close");
    }

    @Test
    void headersOverTheLimitAreRefused() throws IOException {
        var answer =
                answerTo(
                        "GET /healthz HTTP/1.1\r\nHost: x\r\nX-Long: "
                                + "x".repeat(9000)
                                + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(INTERNALS);
    }

    @Test
    void moreThanAHundredHeadersAreRefused() throws IOException {
        var answer =
                answerTo("GET /healthz HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(100) + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain(INTERNALS);
    }

    @Test
    void deepJsonOfAServiceIsRefused() {
        var deep = "{\"username\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        var answer = this.chatter.post("/user", Neighbours.SECRET, deep);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(INTERNALS);
    }

    @Test
    void deepJsonOfAClientIsABadFrame() {
        var diver = this.neighbours.person("diver", "depths");
        var deep = "{\"message\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";
        try (var socket = this.chatter.connect(diver)) {
            socket.sendBad(deep);
            assertThat(socket.nextError()).isEqualTo("bad_json");
            socket.say(diver.username(), "up again");
            assertThat(socket.nextMessage().get("message").asString()).isEqualTo("up again");
        }
    }

    @Test
    void compressedFrameIsRefused() {
        var token = this.chatter.token(this.neighbours.person("squeezer", "depths"));
        var offer = "Sec-WebSocket-Extensions: permessage-deflate";
        try (var socket = RawSocket.handshake(this.chatter.port(), "/ws?token=" + token, offer)) {
            assertThat(socket.header("Sec-WebSocket-Extensions")).isEmpty();
            socket.write(true, 0x40 | RawSocket.TEXT, new byte[] {1, 2, 3});
            var frame = Objects.requireNonNull(socket.read());
            assertThat(frame.opcode()).isEqualTo(RawSocket.CLOSE);
            assertThat(frame.closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void compressedBodyIsNotUnpacked() {
        var answer =
                this.chatter.send(
                        this.chatter
                                .request("/user")
                                .header("Authorization", Neighbours.SECRET)
                                .header("Content-Encoding", "gzip")
                                .POST(
                                        HttpRequest.BodyPublishers.ofByteArray(
                                                new byte[] {0x1f, (byte) 0x8b, 8, 0})));
        assertThat(answer.status()).isEqualTo(400);
    }
}
