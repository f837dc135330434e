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

/** Rooms of many: who makes them, comes, goes, and gets what. */
@ChatterTest
class V2RoomsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;
    private Person carol = this.alice;

    @BeforeEach
    void nameThree() {
        this.alice = this.chatter.known(this.neighbours.person("alice", "here"));
        this.bob = this.chatter.known(this.neighbours.person("bob", "here"));
        this.carol = this.chatter.known(this.neighbours.person("carol", "here"));
    }

    @Test
    void membersOfANewRoomAreToldAndHearWhatIsSaid() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room =
                    a.request(
                            "create_room",
                            f -> {
                                f.put("name", "plans").put("visibility", "private");
                                f.putObject("data").put("colour", "blue");
                                f.putArray("members").add(this.bob.username());
                            });
            assertThat(room.get("head").asLong()).isEqualTo(2);
            assertThat(room.get("data").get("colour").asString()).isEqualTo("blue");
            var id = room.get("room").asString();
            var added = b.nextPush("room_added");
            assertThat(added.get("room").asString()).isEqualTo(id);
            assertThat(added.get("name").asString()).isEqualTo("plans");
            assertThat(added.get("head").asLong()).isEqualTo(2);
            assertThat(b.nextPush("joined").get("username").asString())
                    .isEqualTo(this.bob.username());
            a.send(id, "a1", "hi all");
            assertThat(b.nextPush("sent").get("sequence").asLong()).isEqualTo(3);
            a.nextPush("sent");
            assertThat(sequences(a, id)).containsExactly(1L, 2L, 3L);
            assertThat(sequences(b, id)).containsExactly(2L, 3L);
        }
    }

    @Test
    void publicRoomIsJoinedAndLeft() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var id = open(a, "public", false);
            assertThat(
                            b.refused(
                                    "send",
                                    f -> f.put("room", id).put("client_id", "b0").put("text", "x")))
                    .isEqualTo("not_a_member");
            assertThat(join(b, id)).isEqualTo(2);
            assertThat(join(b, id)).isEqualTo(2);
            b.send(id, "b1", "here I am");
            assertThat(b.request("leave", f -> f.put("room", id)).get("sequence").asLong())
                    .isEqualTo(4);
            assertThat(b.nextPush("left").get("sequence").asLong()).isEqualTo(4);
            assertThat(b.nextPush("room_removed").get("head").asLong()).isEqualTo(4);
            a.send(id, "a1", "he is gone");
            a.nextPush("sent", push -> push.get("sequence").asLong() == 5);
            assertThat(sequences(b, id)).containsExactly(2L, 3L, 4L);
            assertThat(b.refused("leave", f -> f.put("room", id))).isEqualTo("not_a_member");
        }
    }

    @Test
    void privateRoomIsThereForItsMembersAlone() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var id = open(a, "private", false);
            assertThat(b.refused("join", f -> f.put("room", id))).isEqualTo("room_not_found");
            assertThat(b.refused("leave", f -> f.put("room", id))).isEqualTo("room_not_found");
            assertThat(b.refused("history", f -> f.put("room", id))).isEqualTo("room_not_found");
            assertThat(b.refused("members", f -> f.put("room", id))).isEqualTo("room_not_found");
            assertThat(
                            b.refused(
                                    "send",
                                    f -> f.put("room", id).put("client_id", "b").put("text", "x")))
                    .isEqualTo("room_not_found");
            invite(a, id, this.bob);
            b.send(id, "b1", "thanks");
            assertThat(b.request("members", f -> f.put("room", id)).get("items")).hasSize(2);
        }
    }

    @Test
    void ownerRemovesAndOthersDoNot() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var id = open(a, "public", false);
            join(b, id);
            invite(b, id, this.carol);
            assertThat(
                            b.refused(
                                    "remove",
                                    f -> f.put("room", id).put("username", this.carol.username())))
                    .isEqualTo("not_allowed");
            a.request("remove", f -> f.put("room", id).put("username", this.bob.username()));
            var left = b.nextPush("left");
            assertThat(left.get("by").asString()).isEqualTo(this.alice.username());
            b.nextPush("room_removed");
            assertThat(
                            a.refusal(
                                            "remove",
                                            f ->
                                                    f.put("room", id)
                                                            .put("username", this.bob.username()))
                                    .get("field")
                                    .asString())
                    .isEqualTo("username");
        }
    }

    @Test
    void ownerWhoLeavesPassesTheRoomOn() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob);
                var c = this.chatter.connectV2(this.carol)) {
            var id = open(a, "public", false);
            join(c, id);
            join(b, id);
            a.request("leave", f -> f.put("room", id));
            var roles = b.request("members", f -> f.put("room", id)).get("items");
            assertThat(roles)
                    .filteredOn(item -> item.get("role").asString().equals("owner"))
                    .singleElement()
                    .satisfies(item ->
                            assertThat(item.get("username").asString())
                                    .isEqualTo(this.carol.username()));
        }
    }

    @Test
    void namesThatCannotBeAreRefused() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var id = open(a, "public", false);
            assertThat(
                            a.refused(
                                    "create_room",
                                    f ->
                                            f.put("room", id)
                                                    .put("name", "x")
                                                    .put("visibility", "public")))
                    .isEqualTo("already_exists");
            assertThat(
                            a.sendBad(
                                            """
                                            {"type":"create_room","id":"bad","room":"d:a:b","name":"x",
                                            "visibility":"public"}
                                            """)
                                    .get("field")
                                    .asString())
                    .isEqualTo("room");
            assertThat(
                            a.refused(
                                    "create_room",
                                    f ->
                                            f.put("name", "x")
                                                    .put("visibility", "public")
                                                    .putArray("members")
                                                    .add("nobody")))
                    .isEqualTo("unknown_user");
            assertThat(a.refused("join", f -> f.put("room", "no-such")))
                    .isEqualTo("room_not_found");
            assertThat(a.refused("invite", f -> f.put("room", id).put("username", "nobody")))
                    .isEqualTo("unknown_user");
        }
    }

    @Test
    void roomsBelongToTheGroupOfTheirMaker() {
        var dave = this.chatter.known(this.neighbours.person("dave", "elsewhere"));
        try (var a = this.chatter.connectV2(this.alice);
                var d = this.chatter.connectV2(dave)) {
            var id = open(a, "public", false);
            assertThat(d.refused("join", f -> f.put("room", id))).isEqualTo("room_not_found");
            assertThat(a.refused("invite", f -> f.put("room", id).put("username", dave.username())))
                    .isEqualTo("other_group");
            assertThat(
                            d.refused(
                                    "send",
                                    f ->
                                            f.put("to", this.alice.username())
                                                    .put("client_id", "d")
                                                    .put("text", "x")))
                    .isEqualTo("other_group");
        }
    }

    @Test
    void nobodyComesToTheRoomOfTwo() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = a.to(this.bob.username(), "a1", "hi").get("room").asString();
            assertThat(
                            a.refused(
                                    "invite",
                                    f ->
                                            f.put("room", room)
                                                    .put("username", this.carol.username())))
                    .isEqualTo("not_allowed");
            assertThat(a.refused("leave", f -> f.put("room", room))).isEqualTo("not_allowed");
            assertThat(item(a, room).get("with").asString()).isEqualTo(this.bob.username());
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

    private static void invite(V2Socket socket, String room, Person person) {
        socket.request("invite", f -> f.put("room", room).put("username", person.username()));
    }

    private static JsonNode item(V2Socket socket, String room) {
        for (var item : socket.request("rooms").get("items")) {
            if (item.get("room").asString().equals(room)) {
                return item;
            }
        }
        throw new AssertionError("no room " + room);
    }

    private static Iterable<Long> sequences(V2Socket socket, String room) {
        return socket.pushes().stream()
                .filter(push -> push.path("room").asString("").equals(room))
                .filter(push -> push.has("sequence"))
                .map(push -> push.get("sequence").asLong())
                .toList();
    }
}
