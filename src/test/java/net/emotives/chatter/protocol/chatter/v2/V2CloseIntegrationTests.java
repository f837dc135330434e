package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.ChatterProcess;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.V2Socket;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Why the server closes, and with which code (chatter-v2, "Close codes"). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class V2CloseIntegrationTests {

    private @Nullable ChatterProcess process;

    @BeforeAll
    void start() {
        this.process =
                ChatterProcess.start(
                        List.of("-Xmx256m"),
                        Map.of(
                                "CHATTER_SOCKET_PING", "1s",
                                "CHATTER_SOCKET_LOSTAFTER", "6s",
                                "CHATTER_SOCKET_MAXAGE", "10s",
                                "CHATTER_SOCKET_BADFRAMES", "5",
                                "CHATTER_SOCKET_DRAIN", "1s",
                                "CHATTER_DELIVERY_CONNECTIONSPERUSER", "3"));
    }

    @AfterAll
    void stop() {
        process().close();
    }

    private ChatterProcess process() {
        return Objects.requireNonNull(this.process);
    }

    private V2Socket connect(String name) {
        return process().chatter().connectV2(process().neighbours().person(name, "here"));
    }

    @Test
    @Order(1)
    void silentClientIsLost() {
        var person = process().neighbours().person("silent", "here");
        // Reads nothing, so that no ping is answered.
        var raw =
                RawSocket.handshake(
                        process().chatter().port(),
                        "/ws?token=" + process().chatter().token(person),
                        "Sec-WebSocket-Protocol: chatter.v2");
        var frame = raw.read();
        while (frame != null && frame.opcode() != RawSocket.CLOSE) {
            frame = raw.read();
        }
        var close = Objects.requireNonNull(frame, "it ended without a word");
        assertThat(close.closeCode()).isEqualTo(4001);
        assertThat(close.closeReason()).isEqualTo("heartbeat_lost");
        raw.close();
    }

    @Test
    @Order(1)
    void oldConnectionIsToComeBackAtOnceWithANewToken() {
        try (var a = connect("old")) {
            var goodbye = a.nextPush("goodbye");
            assertThat(goodbye.get("reason").asString()).isEqualTo("too_old");
            assertThat(goodbye.get("reconnect_after").asDouble()).isZero();
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(4002);
        }
    }

    @Test
    @Order(1)
    void fourthConnectionOfThreeIsTooMany() {
        var person = process().neighbours().person("many", "here");
        try (var one = process().chatter().connectV2(person);
                var two = process().chatter().connectV2(person);
                var three = process().chatter().connectV2(person);
                var four = process().chatter().connectV2(person)) {
            await().until(four::isClosed);
            assertThat(four.closeCode()).isEqualTo(4004);
            var goodbye = four.nextPush("goodbye");
            assertThat(goodbye.get("reason").asString()).isEqualTo("too_many_connections");
            assertThat(goodbye.get("reconnect_after").asDouble()).isPositive();
            assertThat(List.of(one, two, three)).allMatch(socket -> socket.welcome().has("epoch"));
        }
    }

    @Test
    @Order(1)
    void badFramesAreAnsweredAndThenClosed() {
        try (var a = connect("bad")) {
            IntStream.range(0, 5).forEach(_ -> a.sendBad("{\"type\":\"nonsense\",\"id\":\"x\"}"));
            a.sendDeadly("{");
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(1008);
            assertThat(a.closeReason()).isEqualTo("bad_frames");
        }
    }

    @Test
    @Order(1)
    void tooLargeFrameIsClosed() {
        try (var a = connect("large")) {
            assertThat(a.welcome().get("limits").get("frame").asInt()).isEqualTo(65536);
            a.sendDeadly("{\"type\":\"" + "x".repeat(70_000) + "\"}");
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    @Order(2)
    void nodeThatGoesFinishesWhatItTookAndSaysGoodbye() {
        var others = IntStream.range(0, 10).mapToObj(i -> connect("p" + i)).toList();
        try (var a = connect("speaker")) {
            var answers = new ArrayList<CompletableFuture<JsonNode>>();
            var bob = process().chatter().known(process().neighbours().person("bob", "here"));
            for (var i = 0; i < 50; i++) {
                var id = "c" + i;
                answers.add(
                        a.ask(
                                "send",
                                f ->
                                        f.put("to", bob.username())
                                                .put("client_id", id)
                                                .put("text", id)));
                if (i == 25) {
                    assertThat(answers.getFirst().join().has("message")).isTrue();
                    process().terminate();
                }
            }
            await().until(a::isClosed);
            assertThat(a.closeCode()).isEqualTo(1012);
            var goodbye = a.nextPush("goodbye");
            assertThat(goodbye.get("reason").asString()).isEqualTo("going_away");
            assertThat(goodbye.get("reconnect_after").asDouble()).isBetween(0.0, 10.0);
            // Whatever was pushed was acknowledged before the end; a push can come too late for
            // it, and is then for the resume.
            var pushed =
                    a.pushes().stream()
                            .filter(push -> push.get("type").asString().equals("sent"))
                            .count();
            assertThat(answers)
                    .filteredOn(answer -> answer.isDone() && !answer.isCompletedExceptionally())
                    .hasSizeGreaterThanOrEqualTo((int) pushed)
                    .isNotEmpty();
        }
        others.forEach(other -> {
            await().until(other::isClosed);
            assertThat(other.closeCode()).isEqualTo(1012);
            other.close();
        });
    }
}
