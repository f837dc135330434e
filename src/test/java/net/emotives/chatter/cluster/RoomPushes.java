package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.V2Socket;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** What a connection was pushed of one room's log. */
record RoomPushes(V2Socket socket, String room) {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Set<String> DURABLE =
            Set.of("sent", "edited", "deleted", "reacted", "unreacted", "joined", "left");

    /** The frames, in the order in which they came. */
    List<JsonNode> log() {
        return this.socket.pushes().stream()
                .filter(push -> DURABLE.contains(push.get("type").asString()))
                .filter(push -> push.get("room").asString().equals(this.room))
                .toList();
    }

    List<Long> sequences() {
        return log().stream().map(push -> push.get("sequence").asLong()).toList();
    }

    /** The same without what only the sender is shown, and the text, which may be a later one. */
    private List<JsonNode> common() {
        return log().stream()
                .map(push -> {
                    var copy = push.deepCopy();
                    copy.asObject().remove("text");
                    if (copy.get("message") instanceof ObjectNode message) {
                        message.remove(List.of("client_id", "text", "edited", "deleted"));
                    }
                    return copy;
                })
                .toList();
    }

    /** Each of them gets all from that number to this, once and in order, and each the same. */
    static void assertSame(String room, long first, long last, V2Socket... sockets) {
        var expected = LongStream.rangeClosed(first, last).boxed().toList();
        var reference = new RoomPushes(sockets[0], room);
        for (var socket : sockets) {
            var pushes = new RoomPushes(socket, room);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(pushes.sequences()).contains(last));
            assertThat(pushes.sequences()).isEqualTo(expected);
            assertThat(pushes.common()).isEqualTo(reference.common());
        }
    }
}
