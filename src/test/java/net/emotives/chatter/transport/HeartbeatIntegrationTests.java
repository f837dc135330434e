package net.emotives.chatter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import java.util.Objects;

/** Signs of life, and how old a connection gets. */
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.socket.ping=1s",
            "chatter.socket.lost-after=6s",
            "chatter.socket.max-age=12s",
            "chatter.identity.service-rate.burst=2",
            "chatter.identity.service-rate.per-second=0.001",
            "chatter.delivery.connections-per-user=2",
            "chatter.tokens.connect-rate.burst=3",
            "chatter.tokens.connect-rate.per-second=0.001"
        })
class HeartbeatIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Test
    void closesWhoShowsNoSignOfLife() {
        // In a group where nobody else comes or goes, of which it would be told.
        var token = this.chatter.token(this.neighbours.person("mute", "silence"));
        try (var mute = RawSocket.handshake(this.chatter.port(), "/ws?token=" + token)) {
            var frame = Objects.requireNonNull(mute.read());
            assertThat(frame.opcode()).isEqualTo(RawSocket.PING);
            while (frame.opcode() != RawSocket.CLOSE) {
                frame = Objects.requireNonNull(mute.read());
            }
            assertThat(frame.closeCode()).isEqualTo(1008);
            assertThat(frame.closeReason()).isEqualTo("heartbeat_lost");
        }
    }

    @Test
    void keepsWhoAnswersPingsUntilItIsTooOld() {
        try (var socket = this.chatter.connect(this.neighbours.person("lively", "here"))) {
            for (var i = 0; i < 4; i++) {
                assertThat(socket.nextControl().opcode()).isEqualTo(RawSocket.PING);
            }
            assertThat(socket.isClosed()).isFalse();
            await().until(socket::isClosed);
            assertThat(socket.closeCode()).isEqualTo(1008);
            assertThat(socket.closeReason()).isEqualTo("too_old");
        }
    }

    @Test
    void answers429ToAServiceThatCallsTooOften() {
        var body = "{\"username\":\"nobody\"}";
        // A caller without the secret uses up nothing of the rate.
        assertThat(this.chatter.post("/user/suspend", "guess", body).status()).isEqualTo(401);
        for (var expected : new int[] {422, 422, 429}) {
            var answer = this.chatter.post("/user/suspend", Neighbours.SECRET, body);
            assertThat(answer.status()).isEqualTo(expected);
            assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(expected == 422);
        }
    }

    @Test
    void connectionThatMayBeDeadMakesPlaceForALiveOneOfItsUser() {
        var person = this.neighbours.person("mobile", "underground");
        try (var stopped = open(person);
                var silent = open(person)) {
            // Opened after the one that reads nothing at all: that is silent for longer.
            for (var pings = 0; pings < 2; pings++) {
                assertThat(Objects.requireNonNull(silent.read()).opcode())
                        .isEqualTo(RawSocket.PING);
            }
            try (var live = this.chatter.connect(person)) {
                var frame = Objects.requireNonNull(stopped.read());
                while (frame.opcode() != RawSocket.CLOSE) {
                    frame = Objects.requireNonNull(stopped.read());
                }
                assertThat(frame.closeReason()).isEqualTo("heartbeat_lost");
                live.say(person.username(), "still here");
                assertThat(live.nextMessage().get("message").asString()).isEqualTo("still here");
            }
        }
    }

    private RawSocket open(Person person) {
        return RawSocket.handshake(this.chatter.port(), "/ws?token=" + this.chatter.token(person));
    }

    @Test
    void answers429ToWhoConnectsTooOften() {
        var person = this.neighbours.person("eager", "here");
        for (var expected : new int[] {101, 101, 101, 429}) {
            var path = "/ws?token=" + this.chatter.token(person);
            try (var socket = RawSocket.handshake(this.chatter.port(), path)) {
                assertThat(socket.status()).isEqualTo(expected);
                assertThat(socket.header("Retry-After").isEmpty()).isEqualTo(expected == 101);
            }
        }
    }
}
