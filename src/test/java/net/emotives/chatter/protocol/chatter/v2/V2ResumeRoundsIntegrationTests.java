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

/** Events during a resume round of several pages. */
@ReturnTest
class V2ResumeRoundsIntegrationTests {

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
    void holdsBackWhatHappensUntilTheRoundIsOver() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var one = open(a);
            var other = open(a);
            say(a, one, 1, 2);
            var first = page(b, a, Map.of(one, 2L), true);
            assertThat(first.get("rooms").propertyNames()).containsExactly(one);
            say(a, one, 3, 4);
            say(a, other, 1, 2);
            // Pushes that are not held back arrive before this answer.
            b.request("ping");
            assertThat(sequences(b, one)).containsExactly(3L, 4L);
            assertThat(sequences(b, other)).isEmpty();
            var second = page(b, a, Map.of(other, 2L), false);
            assertThat(second.get("rooms").get(other).get("head").asLong()).isEqualTo(4);
            assertThat(second.has("after")).isFalse();
            assertThat(sequencesUpTo(b, other, 4)).containsExactly(3L, 4L);
            assertThat(sequencesUpTo(b, one, 6)).containsExactly(3L, 4L, 5L, 6L);
        }
    }

    @Test
    void roomsThatOneComesToAndLeavesDuringARoundAreToldOfBehindIt() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var left = open(a);
            var _ = page(b, a, Map.of(left, 2L), true);
            a.request("remove", f -> f.put("room", left).put("username", this.bob.username()));
            var come = open(a);
            say(a, come, 1, 1);
            b.request("ping");
            assertThat(sequences(b, left)).isEmpty();
            var last = page(b, a, Map.of(), false);
            assertThat(last.get("rooms").get(come).get("recovered").asBoolean()).isFalse();
            assertThat(last.get("rooms").get(come).get("head").asLong()).isEqualTo(3);
            b.nextPush("room_removed", push -> push.get("room").asString().equals(left));
            say(a, come, 2, 2);
            assertThat(sequencesUpTo(b, come, 4)).containsExactly(4L);
            assertThat(b.pushes())
                    .noneMatch(push -> push.get("type").asString().equals("room_added"));
        }
    }

    @Test
    void roundThatIsAbandonedOrRefusedLosesNothing() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var one = open(a);
            var other = open(a);
            assertThat(b.refused("resume", f -> f.put("after", ">x"))).isEqualTo("bad_frame");
            var _ = page(b, a, Map.of(one, 2L), true);
            say(a, one, 1, 1);
            say(a, other, 1, 1);
            assertThat(b.refusal("resume", f -> f.put("after", ">x")).get("field").asString())
                    .isEqualTo("after");
            assertThat(
                            b.resume(
                                            a.welcome().get("epoch").asString(),
                                            Map.of(one, 2L, other, 2L))
                                    .get("rooms")
                                    .valueStream())
                    .allMatch(room -> room.get("recovered").asBoolean());
            assertThat(sequencesUpTo(b, one, 3)).containsExactly(3L);
            assertThat(sequencesUpTo(b, other, 3)).containsExactly(3L);
            // And once more, now that it is there.
            var _ = page(b, a, Map.of(one, 3L), true);
            say(a, other, 2, 2);
            var _ = page(b, a, Map.of(other, 3L), false);
            assertThat(sequencesUpTo(b, other, 4)).containsExactly(3L, 4L);
        }
    }

    @Test
    void moreRoomsThanOnePageMayNameAreRefused() {
        try (var b = this.chatter.connectV2(this.bob)) {
            assertThat(b.welcome().get("limits").get("resume").asInt()).isEqualTo(200);
            var rooms =
                    new StringBuilder(
                            "{\"type\":\"resume\",\"id\":\"x\",\"epoch\":\"e\",\"rooms\":{");
            for (var i = 0; i <= 200; i++) {
                rooms.append(i == 0 ? "" : ",").append("\"r").append(i).append("\":1");
            }
            assertThat(b.sendBad(rooms.append("}}").toString()).get("field").asString())
                    .isEqualTo("rooms");
        }
    }

    private static JsonNode page(
            V2Socket socket, V2Socket other, Map<String, Long> named, boolean more) {
        return socket.request(
                "resume",
                f -> {
                    named.forEach(
                            f.put("epoch", other.welcome().get("epoch").asString())
                                            .put("more", more)
                                            .putObject("rooms")
                                    ::put);
                });
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
