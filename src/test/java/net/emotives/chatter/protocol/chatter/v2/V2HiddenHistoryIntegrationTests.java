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
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

/** Visibility of messages from before a member joined, in rooms that hide their history. */
@ChatterTest
class V2HiddenHistoryIntegrationTests {

    private static final String SECRET = "said before";

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;
    private Person carol = this.alice;

    @BeforeEach
    void nameThree() {
        this.alice = this.chatter.known(this.neighbours.person("alice", "hidden"));
        this.bob = this.chatter.known(this.neighbours.person("bob", "hidden"));
        this.carol = this.chatter.known(this.neighbours.person("carol", "hidden"));
    }

    /** A room of alice and carol: 3 is a message of alice, 4 one of carol; then bob joins at 5. */
    private String room(V2Socket a, V2Socket c, boolean hide) {
        var room = "h-" + UUID.randomUUID();
        a.request(
                "create_room",
                f ->
                        f.put("room", room)
                                .put("name", "hidden")
                                .put("visibility", "public")
                                .put("hide_history", hide)
                                .putArray("members")
                                .add(this.carol.username()));
        a.send(room, "a1", SECRET);
        c.send(room, "c1", SECRET + " too");
        return room;
    }

    private static void join(V2Socket socket, String room) {
        socket.request("join", f -> f.put("room", room));
        socket.nextPush("room_added");
    }

    private static Consumer<ObjectNode> about(String room, long message) {
        return f -> f.put("room", room).put("sequence", message);
    }

    /** Sequences 6 to 11: one event of each kind about earlier messages. */
    private static void stir(V2Socket a, V2Socket c, String room) {
        a.request("edit", about(room, 3).andThen(f -> f.put("client_id", "e").put("text", SECRET)));
        c.request("react", about(room, 3).andThen(f -> f.put("reaction", SECRET)));
        c.request("unreact", about(room, 3).andThen(f -> f.put("reaction", SECRET)));
        c.request("delete", about(room, 4).andThen(f -> f.put("client_id", "d")));
        a.request(
                "send",
                f ->
                        f.put("room", room)
                                .put("client_id", "r")
                                .put("text", "a reply")
                                .put("reply_to", 3));
        a.send(room, "end", "that was all");
    }

    private static JsonNode push(V2Socket socket, String room, long sequence, String type) {
        return socket.nextPush(
                type,
                push ->
                        push.get("room").asString().equals(room)
                                && push.get("sequence").asLong() == sequence);
    }

    private static void showsNothing(V2Socket socket, String room) {
        assertThat(push(socket, room, 6, "edited").get("hidden").asBoolean()).isTrue();
        assertThat(push(socket, room, 7, "reacted").get("hidden").asBoolean()).isTrue();
        assertThat(push(socket, room, 8, "unreacted").get("hidden").asBoolean()).isTrue();
        assertThat(push(socket, room, 9, "deleted").get("hidden").asBoolean()).isTrue();
        var reply = push(socket, room, 10, "sent").get("message");
        assertThat(reply.get("text").asString()).isEqualTo("a reply");
        assertThat(reply.has("reply_to")).isFalse();
        push(socket, room, 11, "sent");
        assertThat(socket.pushes().toString()).doesNotContain(SECRET);
    }

    private static void showsAll(V2Socket socket, String room) {
        assertThat(push(socket, room, 6, "edited").get("text").asString()).isEqualTo(SECRET);
        assertThat(push(socket, room, 7, "reacted").get("reaction").asString()).isEqualTo(SECRET);
        push(socket, room, 8, "unreacted");
        push(socket, room, 9, "deleted");
        assertThat(push(socket, room, 10, "sent").at("/message/reply_to").asLong()).isEqualTo(3);
        push(socket, room, 11, "sent");
        assertThat(socket.pushes().toString()).doesNotContain("hidden\":true");
    }

    @Test
    void eventsAboutWhatWasSaidBeforeComeWithTheirNumberAlone() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob);
                var c = this.chatter.connectV2(this.carol)) {
            var room = room(a, c, true);
            join(b, room);
            stir(a, c, room);
            showsNothing(b, room);
            showsAll(c, room);
            try (var again = this.chatter.connectV2(this.bob)) {
                var epoch = again.welcome().get("epoch").asString();
                again.resume(epoch, Map.of(room, 5L));
                showsNothing(again, room);
                for (var item : again.request("history", f -> f.put("room", room)).get("items")) {
                    assertThat(item.get("sequence").asLong()).isGreaterThan(5);
                    assertThat(item.has("reply_to")).isFalse();
                }
            }
            try (var again = this.chatter.connectV2(this.carol)) {
                var epoch = again.welcome().get("epoch").asString();
                again.resume(epoch, Map.of(room, 5L));
                showsAll(again, room);
            }
        }
    }

    @Test
    void lastMessageComesWithoutItsQuotation() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob);
                var c = this.chatter.connectV2(this.carol)) {
            var room = room(a, c, true);
            join(b, room);
            a.request(
                    "send",
                    f ->
                            f.put("room", room)
                                    .put("client_id", "r")
                                    .put("text", "yes")
                                    .put("reply_to", 3));
            assertThat(last(b, room).has("reply_to")).isFalse();
            assertThat(last(c, room).get("reply_to").asLong()).isEqualTo(3);
        }
    }

    private static JsonNode last(V2Socket socket, String room) {
        for (var item : socket.request("rooms").get("items")) {
            if (item.get("room").asString().equals(room)) {
                return item.get("last_message");
            }
        }
        throw new AssertionError("no room " + room);
    }

    @Test
    void roomThatShowsItsHistoryHidesNothing() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob);
                var c = this.chatter.connectV2(this.carol)) {
            var room = room(a, c, false);
            join(b, room);
            stir(a, c, room);
            showsAll(b, room);
        }
    }

    @Test
    void nothingCanBeDoneToWhatIsHidden() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob);
                var c = this.chatter.connectV2(this.carol)) {
            var room = room(a, c, true);
            join(b, room);
            for (var hidden : new long[] {3, 4}) {
                var never = 1;
                assertThat(refusal(b, "react", room, hidden).toString())
                        .isEqualTo(
                                refusal(b, "react", room, never)
                                        .toString()
                                        .replace(" " + never + " ", " " + hidden + " "));
                assertThat(code(b, "react", room, hidden)).isEqualTo("message_not_found");
                assertThat(code(b, "unreact", room, hidden)).isEqualTo("message_not_found");
                assertThat(code(b, "edit", room, hidden)).isEqualTo("message_not_found");
                assertThat(code(b, "delete", room, hidden)).isEqualTo("message_not_found");
                var reply =
                        b.refusal(
                                "send",
                                f ->
                                        f.put("room", room)
                                                .put("client_id", "b")
                                                .put("text", "x")
                                                .put("reply_to", hidden));
                assertThat(reply.get("code").asString()).isEqualTo("message_not_found");
                assertThat(reply.get("field").asString()).isEqualTo("reply_to");
            }
        }
    }

    private static String code(V2Socket socket, String type, String room, long message) {
        return refusal(socket, type, room, message).get("code").asString();
    }

    private static JsonNode refusal(V2Socket socket, String type, String room, long message) {
        return socket.refusal(
                type,
                about(room, message)
                        .andThen(f -> {
                            switch (type) {
                                case "edit" -> f.put("client_id", "b").put("text", "x");
                                case "delete" -> f.put("client_id", "b");
                                default -> f.put("reaction", "+1");
                            }
                        }));
    }

    @Test
    void whoCameBackCanTakeBackOwnWordsAndNotChangeThem() {
        try (var a = this.chatter.connectV2(this.alice);
                var c = this.chatter.connectV2(this.carol)) {
            var room = room(a, c, true);
            c.request("leave", f -> f.put("room", room));
            c.nextPush("room_removed");
            join(c, room);
            assertThat(code(c, "edit", room, 4)).isEqualTo("message_not_found");
            assertThat(code(c, "delete", room, 3)).isEqualTo("message_not_found");
            c.request("delete", about(room, 4).andThen(f -> f.put("client_id", "d")));
            assertThat(push(a, room, 7, "deleted").get("message").asLong()).isEqualTo(4);
        }
    }
}
