package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;

/** Bytes that are no WebSocket (RFC 6455), and those that are, in unusual pieces. */
@ChatterTest
class V2WireIntegrationTests {

    private static final byte[] PING =
            "{\"type\":\"ping\",\"id\":\"é\"}".getBytes(StandardCharsets.UTF_8);

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("unmasked", "81026869", 1002),
                Arguments.of("reserved opcode", "838000000000", 1002),
                Arguments.of("reserved bit", "c18000000000", 1002),
                Arguments.of("long control frame", "89fe007e00000000" + "00".repeat(126), 1002),
                Arguments.of("control frame in pieces", "098000000000", 1002),
                Arguments.of("continuation of nothing", "808000000000", 1002),
                Arguments.of("close of one byte", "88810000000001", 1002),
                Arguments.of("half a character", "818100000000c3", 1007),
                Arguments.of("no UTF-8", "818200000000c328", 1007),
                Arguments.of(
                        "length beyond the limit",
                        "81ff7fffffffffffffff00000000" + "20".repeat(70_000),
                        1009));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void brokenBytesAreClosedWithTheirReason(String what, String bytes, int code) {
        assertClosed(what, bytes, code);
    }

    /** As soon as the socket is open: while the welcome is being written. */
    @RepeatedTest(60)
    void brokenBytesAreClosedWithTheirReasonAlsoWhileSomethingIsWritten() {
        assertClosed("unmasked", "81026869", 1002);
    }

    private void assertClosed(String what, String bytes, int code) {
        try (var socket = open()) {
            socket.writeBytes(HexFormat.of().parseHex(bytes));
            var frame = socket.read();
            while (frame != null && frame.opcode() != RawSocket.CLOSE) {
                frame = socket.read();
            }
            if (frame == null) {
                throw new AssertionError(what + " ended without a word");
            }
            assertThat(frame.closeCode()).isEqualTo(code);
        }
    }

    @Test
    void frameInPiecesOfOneByteIsAnswered() {
        try (var socket = open()) {
            for (var i = 0; i < PING.length; i++) {
                socket.write(
                        i == PING.length - 1,
                        i == 0 ? RawSocket.TEXT : RawSocket.CONTINUATION,
                        new byte[] {PING[i]});
            }
            assertThat(answer(socket)).contains("\"ok\"").contains("é");
        }
    }

    @Test
    void binaryFrameIsTakenAsText() {
        try (var socket = open()) {
            socket.write(RawSocket.BINARY, PING);
            assertThat(answer(socket)).contains("\"ok\"");
        }
    }

    @Test
    void connectionThatEndsWithinAFrameDisturbsNobody() {
        try (var other = this.chatter.connectV2(this.neighbours.person("other", "here"))) {
            for (var cut = 1; cut < 12; cut++) {
                try (var socket = open()) {
                    var whole = new ByteArrayOutputStream();
                    whole.writeBytes(HexFormat.of().parseHex("81fe00ff00000000"));
                    whole.writeBytes(PING);
                    socket.writeBytes(Arrays.copyOf(whole.toByteArray(), cut));
                }
            }
            assertThat(other.request("ping").has("time")).isTrue();
        }
    }

    private RawSocket open() {
        var person = this.neighbours.person("wire", "here");
        var socket =
                RawSocket.handshake(
                        this.chatter.port(),
                        "/ws?token=" + this.chatter.token(person),
                        "Sec-WebSocket-Protocol: chatter.v2");
        assertThat(socket.status()).isEqualTo(101);
        return socket;
    }

    private static String answer(RawSocket socket) {
        for (var frame = socket.read(); frame != null; frame = socket.read()) {
            if (frame.text().contains("\"id\"")) {
                return frame.text();
            }
        }
        throw new AssertionError("no answer");
    }

    @Test
    void numbersOfDataComeBackToTheDigit() {
        var data =
                "{\"a\":1E+400,\"b\":0.1000,\"c\":123456789012345678901234567890,\"d\":-1.5E-400}";
        var token = this.chatter.token(this.neighbours.person("alice", "numbers"));
        try (var raw =
                RawSocket.handshake(
                        this.chatter.port(),
                        "/ws?token=" + token,
                        "Sec-WebSocket-Protocol: chatter.v2")) {
            raw.write(
                    RawSocket.TEXT,
                    "{\"type\":\"create_room\",\"id\":\"1\",\"name\":\"n\","
                            + "\"visibility\":\"private\",\"data\":"
                            + data
                            + "}");
            assertThat(next(raw, "\"id\":\"1\"")).contains("\"data\":" + data);
            raw.write(RawSocket.TEXT, "{\"type\":\"rooms\",\"id\":\"2\"}");
            assertThat(next(raw, "\"id\":\"2\"")).contains("\"data\":" + data);
        }
    }

    private static String next(RawSocket raw, String wanted) {
        while (true) {
            var text = Objects.requireNonNull(raw.read()).text();
            if (text.contains(wanted)) {
                return text;
            }
        }
    }

    @Test
    void dataIsBoundedInBytesOfUtf8() {
        try (var socket = this.chatter.connectV2(this.neighbours.person("alice", "bytes"))) {
            var error =
                    socket.exchange(
                                    "{\"type\":\"create_room\",\"id\":\"1\",\"name\":\"n\","
                                            + "\"visibility\":\"private\",\"data\":{\"a\":\""
                                            + "é".repeat(4100)
                                            + "\"}}")
                            .get("error");
            assertThat(error.get("field").asString()).isEqualTo("data");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u200B", "\u3164", "\u2800", "\u2060\uFE0F"})
    void whatShowsNothingCountsAsNothing(String blank) {
        try (var socket = this.chatter.connectV2(this.neighbours.person("alice", "blank"))) {
            var to = socket.welcome().at("/user/username").asString();
            var said = socket.to(to, "a1", "❤️").at("/message/sequence").asLong();
            assertThat(said).isEqualTo(1);
            var room = socket.request("rooms").get("items").get(0).get("room").asString();
            assertThat(
                            socket.refused(
                                    "send",
                                    f -> f.put("to", to).put("client_id", "a2").put("text", blank)))
                    .isEqualTo("empty_message");
            assertThat(
                            socket.refused(
                                    "edit",
                                    f ->
                                            f.put("room", room)
                                                    .put("sequence", 1)
                                                    .put("client_id", "a3")
                                                    .put("text", blank)))
                    .isEqualTo("empty_message");
            assertThat(
                            socket.refusal(
                                            "react",
                                            f ->
                                                    f.put("room", room)
                                                            .put("sequence", 1)
                                                            .put("reaction", blank))
                                    .get("field")
                                    .asString())
                    .isEqualTo("reaction");
            assertThat(
                            socket.refusal(
                                            "create_room",
                                            f -> f.put("name", blank).put("visibility", "public"))
                                    .get("field")
                                    .asString())
                    .isEqualTo("name");
        }
    }
}
