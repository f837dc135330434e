package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Services that say who may be here. */
@ChatterTest
class AdmissionIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    private Answer call(String path, Person person) {
        return this.chatter.post(
                path, Neighbours.SECRET, "{\"username\":\"" + person.username() + "\"}");
    }

    private Person known(String name) {
        return this.chatter.known(this.neighbours.person(name, "here"));
    }

    @Test
    void suspendedUserLosesAllConnections() throws InterruptedException {
        var person = known("suspended");
        try (var one = this.chatter.connectV2(person);
                var other = this.chatter.connectV2(person);
                var old = this.chatter.connect(person)) {
            assertThat(call("/user/suspend", person).status()).isEqualTo(200);

            one.awaitClosed();
            other.awaitClosed();
            await().until(old::isClosed);
            assertThat(one.closeCode()).isEqualTo(4003);
            assertThat(one.closeReason()).isEqualTo("suspended");
            assertThat(other.closeCode()).isEqualTo(4003);
            assertThat(old.closeCode()).isEqualTo(1008);
            assertThat(old.closeReason()).isEqualTo("suspended");
        }
    }

    @Test
    void suspendedUserIsRefusedUntilHeIsReadmitted() {
        var person = known("refused");
        var token = this.chatter.token(person);
        assertThat(call("/user/suspend", person).status()).isEqualTo(200);
        assertThat(call("/user/suspend", person).status()).isEqualTo(200);

        for (var path : new String[] {"/ws_token", "/connections", "/messages?user=x"}) {
            assertThat(this.chatter.get(path, person).status()).as(path).isEqualTo(403);
        }
        try (var socket = RawSocket.handshake(this.chatter.port(), "/ws?token=" + token)) {
            assertThat(socket.status()).isEqualTo(403);
            assertThat(socket.body()).contains("suspended");
        }

        assertThat(call("/user/readmit", person).status()).isEqualTo(200);
        try (var socket = this.chatter.connectV2(person)) {
            assertThat(socket.request("ping").has("time")).isTrue();
        }
    }

    @Test
    void disconnectedUserMayComeAgain() throws InterruptedException {
        var person = known("disconnected");
        try (var socket = this.chatter.connectV2(person)) {
            assertThat(call("/user/disconnect", person).status()).isEqualTo(200);
            socket.awaitClosed();
            assertThat(socket.closeCode()).isEqualTo(4002);
        }
        try (var again = this.chatter.connectV2(person)) {
            assertThat(again.request("ping").has("time")).isTrue();
        }
    }

    @Test
    void othersStay() {
        var person = known("stays");
        var gone = known("gone");
        try (var socket = this.chatter.connectV2(person)) {
            assertThat(call("/user/suspend", gone).status()).isEqualTo(200);
            assertThat(socket.request("ping").has("time")).isTrue();
            assertThat(socket.isClosed()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/user/suspend", "/user/readmit", "/user/disconnect"})
    void nobodyElseMaySaySo(String path) {
        var body = "{\"username\":\"anybody\"}";
        assertThat(this.chatter.post(path, "wrong", body).status()).isEqualTo(401);
        assertThat(this.chatter.post(path, known("curious").bearer(), body).status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "{}, 400, username",
        "'[]', 400, body",
        "'{\"username\":5}', 400, username",
        "'{\"username\":\"nobody-of-that-name\"}', 422, username"
    })
    void saysWhatIsWrong(String body, int status, String field) {
        var answer = this.chatter.post("/user/suspend", Neighbours.SECRET, body);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(field);
    }
}
