package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import static java.util.Objects.requireNonNull;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** What opens a socket, and what does not and leaves the token alone. */
@ChatterTest
class HandshakeIntegrationTests {

    private static final int RACERS = 200;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    private Person alice = new Person("", "", "");
    private String token = "";

    @BeforeEach
    void askForAToken() {
        this.alice = this.neighbours.person("alice", "sockets");
        this.token = this.chatter.token(this.alice);
    }

    private RawSocket handshake(String token, String... headers) {
        return RawSocket.handshake(this.chatter.port(), "/ws?token=" + token, headers);
    }

    private void assertOpens(String... headers) {
        try (var socket = handshake(this.token, headers)) {
            assertThat(socket.status()).isEqualTo(101);
        }
    }

    private static void assertRefused(RawSocket socket) {
        try (socket) {
            assertThat(socket.status()).isEqualTo(403);
            assertThat(socket.header("Content-Type")).isEqualTo("application/json");
            var answer = JsonMapper.shared().readTree(socket.body());
            assertThat(answer.propertyNames()).containsExactly("result", "message");
            assertThat(answer.get("result").isNull()).isTrue();
            assertThat(answer.get("message").get(0).get("message").asString())
                    .isNotBlank()
                    .doesNotContain("rows");
        }
    }

    @Test
    void opensASocketForAGoodToken() {
        try (var socket = handshake(this.token)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.header("Sec-WebSocket-Accept"))
                    .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(socket.header("Sec-WebSocket-Protocol")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/ws", "/ws?token=", "/ws?token=unknown", "/ws?token=a%00b", "/ws?Token=x"})
    void refusesATokenThatIsNone(String path) {
        assertRefused(RawSocket.handshake(this.chatter.port(), path));
    }

    @Test
    void refusesAUsedToken() {
        assertOpens();
        assertRefused(handshake(this.token));
    }

    @Test
    void refusesAnExpiredToken() {
        this.jdbc
                .sql(
                        "UPDATE tokens SET expires_at = now() - interval '1 second' WHERE username"
                                + " = ?")
                .param(this.alice.username())
                .update();
        assertRefused(handshake(this.token));
    }

    @Test
    void letsOneOfManyRacersInWithOneToken() throws InterruptedException, ExecutionException {
        var start = new CountDownLatch(1);
        var racers = new ArrayList<Future<RawSocket>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var i = 0; i < RACERS; i++) {
                racers.add(
                        threads.submit(() -> {
                            start.await();
                            return handshake(this.token);
                        }));
            }
            start.countDown();
        }
        var statuses = new ArrayList<Integer>();
        for (var racer : racers) {
            try (var socket = racer.get()) {
                statuses.add(socket.status());
            }
        }
        assertThat(statuses).containsOnlyOnce(101).containsOnly(101, 403).hasSize(RACERS);
    }

    @Test
    void leavesTheTokenToARequestThatIsNoHandshake() {
        var answer = this.chatter.get("/ws?token=" + this.token, null);
        assertThat(answer.status()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).hasValue("websocket");
        assertThat(answer.result().isNull()).isTrue();
        assertOpens();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Upgrade: h2c|Connection: Upgrade|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
                        + " dGhlIHNhbXBsZSBub25jZQ==|426",
                "Upgrade: websocket|Connection: close|Sec-WebSocket-Version: 13|Sec-WebSocket-Key:"
                        + " dGhlIHNhbXBsZSBub25jZQ==|426",
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version:"
                        + " 12|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|426",
                "Upgrade: websocket|Connection: Upgrade|X-None: 13|Sec-WebSocket-Key:"
                        + " dGhlIHNhbXBsZSBub25jZQ==|426",
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version: 13|X-None: x|400",
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version:"
                        + " 13|Sec-WebSocket-Key: dGhl|400",
                "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Version:"
                        + " 13|Sec-WebSocket-Key: ###|400"
            })
    void leavesTheTokenToAHandshakeThatIsBroken(
            String upgrade, String connection, String version, String key, int status) {
        var request =
                String.join(
                        "\r\n",
                        "GET /ws?token=" + this.token + " HTTP/1.1",
                        "Host: x",
                        upgrade,
                        connection,
                        version,
                        key,
                        "\r\n");
        try (var socket = RawSocket.request(this.chatter.port(), 0, request)) {
            assertThat(socket.status()).isEqualTo(status);
            assertThat(JsonMapper.shared().readTree(socket.body()).propertyNames())
                    .containsExactly("result", "message");
        }
        assertOpens();
    }

    @Test
    void leavesTheTokenToAnotherMethod() {
        assertThat(this.chatter.post("/ws?token=" + this.token, "x", "").status()).isEqualTo(405);
        assertOpens();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://evil.example", "https://site.example", "null"})
    void refusesPagesOfOtherOriginsAndLeavesTheToken(String origin) {
        assertRefused(handshake(this.token, "Origin: " + origin));
        assertOpens();
    }

    @Test
    void opensASocketForAPageOfAListedOrigin() {
        assertOpens("Origin: http://other.example");
    }

    /** The headers are separated by {@code +}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    chatter.v2 | chatter.v2
                    ' chatter.v2  ' | chatter.v2
                    chatter.v1, chatter.v2 | chatter.v2
                    chatter.v2,chatter.v3 | chatter.v2
                    other + chatter.v2 | chatter.v2
                    one, two + three, chatter.v2 | chatter.v2
                    Chatter.V2 |
                    CHATTER.V2, other |
                    chatter.v20 |
                    chatter.v |
                    other |
                    """)
    void speaksTheSubprotocolThatItSelects(String offered, String selected) {
        var headers =
                Stream.of(offered.split("\\+", -1))
                        .map(value -> "Sec-WebSocket-Protocol:" + value)
                        .toArray(String[]::new);
        try (var socket = handshake(this.token, headers)) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.header("Sec-WebSocket-Protocol"))
                    .isEqualTo(selected == null ? "" : selected);
            socket.write(RawSocket.TEXT, "{}");
            // Version 2 begins by itself; version 1 has nothing to say but that this is no message.
            var first = JsonMapper.shared().readTree(requireNonNull(socket.read()).text());
            assertThat(first.propertyNames().iterator().next())
                    .isEqualTo(selected == null ? "error" : "type");
        }
    }

    @Test
    void takesNoCompressionUp() {
        try (var socket =
                handshake(
                        this.token,
                        "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits")) {
            assertThat(socket.status()).isEqualTo(101);
            assertThat(socket.header("Sec-WebSocket-Extensions")).isEmpty();
        }
    }
}
