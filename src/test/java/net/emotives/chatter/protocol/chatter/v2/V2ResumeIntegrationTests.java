package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.ReturnTest;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;

/** A connection that comes back gets what it missed (chatter-v2, "Resume"). */
@ReturnTest
class V2ResumeIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;

    @BeforeEach
    void nameTwo() {
        this.alice = this.chatter.known(this.neighbours.person("alice", "here"));
        this.bob = this.chatter.known(this.neighbours.person("bob", "here"));
    }

    @Test
    void replaysWhatWasMissedInOrderAndThenGoesOn() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = open(a);
            say(a, room, 1, 3);
            var epoch = a.welcome().get("epoch").asString();
            try (var b = this.chatter.connectV2(this.bob)) {
                var state = b.resume(epoch, Map.of(room, 3L)).get("rooms").get(room);
                assertThat(state.get("recovered").asBoolean()).isTrue();
                assertThat(state.get("head").asLong()).isEqualTo(5);
                say(a, room, 4, 4);
                assertThat(sequencesUpTo(b, room, 6)).containsExactly(4L, 5L, 6L);
            }
        }
    }

    @Test
    void whatWasEditedIsReplayedAsItIsNowAndWhatWasDeletedAsATombstone() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = open(a);
            say(a, room, 1, 2);
            a.request(
                    "edit",
                    f ->
                            f.put("room", room)
                                    .put("sequence", 3)
                                    .put("client_id", "e")
                                    .put("text", "changed"));
            a.request("delete", f -> f.put("room", room).put("sequence", 4).put("client_id", "d"));
            try (var b = this.chatter.connectV2(this.bob)) {
                b.resume(a.welcome().get("epoch").asString(), Map.of(room, 2L));
                sequencesUpTo(b, room, 6);
                assertThat(b.nextPush("sent").get("message").get("text").asString())
                        .isEqualTo("changed");
                var gone = b.nextPush("sent").get("message");
                assertThat(gone.has("text")).isFalse();
                assertThat(gone.get("deleted").asBoolean()).isTrue();
                assertThat(b.nextPush("edited").get("text").asString()).isEqualTo("changed");
                assertThat(b.pushes().toString()).doesNotContain("text 2");
            }
        }
    }

    @Test
    void recoversUpToTheLimitAndNotBeyond() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = open(a);
            say(a, room, 1, 25);
            var epoch = a.welcome().get("epoch").asString();
            assertThat(recovered(epoch, Map.of(room, 7L), room)).isTrue();
            assertThat(recovered(epoch, Map.of(room, 6L), room)).isFalse();
        }
    }

    @Test
    void trustsNeitherAnotherEpochNorASequenceThatWasNot() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = open(a);
            say(a, room, 1, 2);
            var epoch = a.welcome().get("epoch").asString();
            assertThat(recovered("another", Map.of(room, 3L), room)).isFalse();
            assertThat(recovered(epoch, Map.of(room, 5L), room)).isFalse();
            assertThat(recovered(epoch, Map.of(), room)).isFalse();
            assertThat(recovered(epoch, Map.of(room, 4L), room)).isTrue();
        }
    }

    @Test
    void roomThatOneIsNotInAnyLongerIsRemoved() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = open(a);
            a.request("remove", f -> f.put("room", room).put("username", this.bob.username()));
            var states =
                    b.resume(a.welcome().get("epoch").asString(), Map.of(room, 2L, "none", 1L))
                            .get("rooms");
            assertThat(states.get(room).get("removed").asBoolean()).isTrue();
            assertThat(states.get("none").get("removed").asBoolean()).isTrue();
        }
    }

    @Test
    void pushesOfANewConnectionWaitForItsResume() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = open(a);
            say(a, room, 1, 3);
            try (var b = this.chatter.connectV2(this.bob)) {
                b.welcome();
                say(a, room, 4, 6);
                b.resume(a.welcome().get("epoch").asString(), Map.of(room, 2L));
                assertThat(sequencesUpTo(b, room, 8)).containsExactly(3L, 4L, 5L, 6L, 7L, 8L);
            }
        }
    }

    @Test
    void listenerIsNotHeldBackForLong() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = open(a);
            say(a, room, 1, 1);
            assertThat(sequencesUpTo(b, room, 3)).containsExactly(2L, 3L);
            // Too late to come before what was pushed; the client is told, and pages.
            var state =
                    b.resume(a.welcome().get("epoch").asString(), Map.of(room, 0L))
                            .get("rooms")
                            .get(room);
            assertThat(state.get("recovered").asBoolean()).isFalse();
            // What it has already is not sent again.
            assertThat(
                            b.resume(a.welcome().get("epoch").asString(), Map.of(room, 2L))
                                    .get("rooms")
                                    .get(room)
                                    .get("recovered")
                                    .asBoolean())
                    .isTrue();
            say(a, room, 2, 2);
            assertThat(sequencesUpTo(b, room, 4)).containsExactly(2L, 3L, 4L);
        }
    }

    private boolean recovered(String epoch, Map<String, Long> seen, String room) {
        try (var b = this.chatter.connectV2(this.bob)) {
            return b.resume(epoch, seen).get("rooms").get(room).get("recovered").asBoolean();
        }
    }

    private String open(V2Socket socket) {
        return socket.request(
                        "create_room",
                        f ->
                                f.put("room", "r-" + UUID.randomUUID())
                                        .put("name", "a room")
                                        .put("visibility", "private")
                                        .putArray("members")
                                        .add(this.bob.username()))
                .get("room")
                .asString();
    }

    private static void say(V2Socket socket, String room, int first, int last) {
        for (var i = first; i <= last; i++) {
            socket.send(room, "c" + i, "text " + i);
        }
    }

    private static List<Long> sequencesUpTo(V2Socket socket, String room, long last) {
        await().until(() -> sequences(socket, room).contains(last));
        return sequences(socket, room);
    }

    private static List<Long> sequences(V2Socket socket, String room) {
        return socket.pushes().stream()
                .filter(push -> push.path("room").asString("").equals(room))
                .map(push -> push.path("sequence"))
                .filter(JsonNode::isIntegralNumber)
                .flatMapToLong(sequence -> LongStream.of(sequence.asLong()))
                .boxed()
                .toList();
    }
}
