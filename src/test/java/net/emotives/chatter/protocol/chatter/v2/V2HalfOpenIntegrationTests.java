package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/**
 * A client that vanished without a word is found, and what was pushed into the void is not lost.
 */
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.socket.ping=1s",
            "chatter.socket.lost-after=6s",
            // So that what a client has not read yet is not all in the system.
            "chatter.socket.send-buffer=8KB",
            "chatter.presence.grace=100ms"
        })
class V2HalfOpenIntegrationTests {

    private static final int SAID = 40;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    /**
     * The line takes far longer than the heartbeat timeout, and the client answers no ping
     * meanwhile.
     */
    @Test
    void clientOfASlowLineIsThereAsLongAsBytesArrive() {
        var alice = this.chatter.known(this.neighbours.person("alice", "alone"));
        try (var a = this.chatter.connectV2(alice);
                var slow =
                        RawSocket.handshake(
                                this.chatter.port(),
                                "/ws?token=" + this.chatter.token(alice),
                                4096,
                                "Sec-WebSocket-Protocol: chatter.v2")) {
            for (var i = 0; i < 4; i++) {
                a.to(alice.username(), "m" + i, "😀".repeat(8000));
            }
            slow.slowed(16_000);
            for (var i = 0; i < 2; i++) {
                slow.write(
                        RawSocket.TEXT,
                        "{\"type\":\"history\",\"id\":\"%d\",\"to\":\"%s\"}"
                                .formatted(i, alice.username()));
            }
            for (var answers = 0; answers < 2; ) {
                var frame = Objects.requireNonNull(slow.read(), "it was cut off");
                assertThat(frame.opcode()).isNotEqualTo(RawSocket.CLOSE);
                if (frame.text().startsWith("{\"type\":\"ok\"")) {
                    answers++;
                }
            }
        }
    }

    @Test
    void isFoundWithinTheTimeAndResumesWithoutAHole() {
        var alice = this.chatter.known(this.neighbours.person("alice", "here"));
        var bob = this.chatter.known(this.neighbours.person("bob", "here"));
        try (var cable = Cable.to(this.chatter.port());
                var a = this.chatter.connectV2(alice)) {
            a.request("watch", f -> f.putArray("usernames").add(bob.username()));
            var gone = V2Socket.open(cable.port(), "/ws?token=" + this.chatter.token(bob));
            a.nextPush("presence", push -> push.get("active").asBoolean());
            var room = a.to(bob.username(), "m1", "one").get("room").asString();
            gone.nextPush("sent");

            var silentSince = System.nanoTime();
            cable.silence();
            for (var i = 2; i <= SAID; i++) {
                a.send(room, "m" + i, "text " + i);
            }
            // lost-after, the second between two looks, and the grace of presence.
            await().atMost(Duration.ofMinutes(1))
                    .until(() ->
                            a.pushes().stream()
                                    .anyMatch(push ->
                                            push.get("type").asString().equals("presence")
                                                    && !push.get("active").asBoolean()));
            System.out.printf(
                    "half-open: found after %d ms of 6000 ms, a beat of 1000 ms and a grace of 100"
                            + " ms%n",
                    Duration.ofNanos(System.nanoTime() - silentSince).toMillis());
            assertThat(gone.isClosed()).as("nobody told him").isFalse();
            gone.raw().close();

            try (var back = this.chatter.connectV2(bob)) {
                var state =
                        back.resume(a.welcome().get("epoch").asString(), Map.of(room, 1L))
                                .get("rooms")
                                .get(room);
                assertThat(state.get("recovered").asBoolean()).isTrue();
                back.nextPush("sent", push -> push.get("sequence").asLong() == SAID);
                assertThat(back.pushes())
                        .filteredOn(push -> push.get("type").asString().equals("sent"))
                        .extracting(push -> push.get("sequence").asLong())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(2, SAID).boxed().toList());
            }
        }
    }
}
