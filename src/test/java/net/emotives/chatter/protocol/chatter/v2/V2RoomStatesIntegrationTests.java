package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.UUID;

/** How rooms stand for their members. */
@ChatterTest
class V2RoomStatesIntegrationTests {

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
    void hiddenHistoryBeginsWithOnesJoining() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var hidden = open(a, "public", true);
            var shown = open(a, "public", false);
            a.send(hidden, "a1", "before");
            a.send(shown, "a1", "before");
            join(b, hidden);
            join(b, shown);
            assertThat(b.request("history", f -> f.put("room", hidden)).get("items")).isEmpty();
            assertThat(b.request("history", f -> f.put("room", shown)).get("items")).hasSize(1);
            a.send(hidden, "a2", "after");
            assertThat(b.request("history", f -> f.put("room", hidden)).get("items")).hasSize(1);
        }
    }

    @Test
    void roomsAreListedWithWhatIsUnread() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var id = open(a, "public", false);
            join(b, id);
            a.send(id, "a1", "one");
            a.send(id, "a2", "two");
            var item = item(b, id);
            assertThat(item.get("unread").asLong()).isEqualTo(2);
            assertThat(item.get("head").asLong()).isEqualTo(4);
            assertThat(item.get("members").asInt()).isEqualTo(2);
            assertThat(item.get("last_message").get("text").asString()).isEqualTo("two");
            b.request("read", f -> f.put("room", id).put("sequence", 3));
            assertThat(item(b, id).get("unread").asLong()).isEqualTo(1);
            assertThat(item(b, id).get("read").asLong()).isEqualTo(3);
            assertThat(item(a, id).get("unread").asLong()).isZero();
        }
    }

    private static String open(V2Socket socket, String visibility, boolean hide) {
        return socket.request(
                        "create_room",
                        f ->
                                f.put("room", "r-" + UUID.randomUUID())
                                        .put("name", "a room")
                                        .put("visibility", visibility)
                                        .put("hide_history", hide))
                .get("room")
                .asString();
    }

    private static long join(V2Socket socket, String room) {
        return socket.request("join", f -> f.put("room", room)).get("sequence").asLong();
    }

    private static JsonNode item(V2Socket socket, String room) {
        for (var item : socket.request("rooms").get("items")) {
            if (item.get("room").asString().equals(room)) {
                return item;
            }
        }
        throw new AssertionError("no room " + room);
    }
}
