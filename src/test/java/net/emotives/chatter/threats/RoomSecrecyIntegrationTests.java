package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/** No answer tells a user whether a room is there that the user may not see. */
@ChatterTest
class RoomSecrecyIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;
    private Person carol = this.alice;
    private Person dave = this.alice;

    @BeforeEach
    void nameFour() {
        this.alice = this.chatter.known(this.neighbours.person("alice", "walls"));
        this.bob = this.chatter.known(this.neighbours.person("bob", "walls"));
        this.carol = this.chatter.known(this.neighbours.person("carol", "walls"));
        this.dave = this.chatter.known(this.neighbours.person("dave", "elsewhere"));
    }

    /** Every request that names a room, with valid content and with invalid content. */
    private Map<String, Consumer<ObjectNode>> requests(String room) {
        var requests = new LinkedHashMap<String, Consumer<ObjectNode>>();
        var long8001 = "x".repeat(8001);
        requests.put("send", said(room, "hi"));
        requests.put("send empty", said(room, ""));
        requests.put("send long", said(room, long8001));
        requests.put("send reply", said(room, "hi").andThen(f -> f.put("reply_to", 1)));
        requests.put("edit", said(room, "hi").andThen(f -> f.put("sequence", 1)));
        requests.put("edit empty", said(room, "").andThen(f -> f.put("sequence", 1)));
        requests.put("edit long", said(room, long8001).andThen(f -> f.put("sequence", 1)));
        requests.put("delete", f -> f.put("room", room).put("client_id", "d").put("sequence", 1));
        requests.put("react", reacted(room, "+1"));
        requests.put("react long", reacted(room, "x".repeat(33)));
        requests.put("unreact", reacted(room, "+1"));
        requests.put("typing", f -> f.put("room", room).put("active", true));
        requests.put("typing not", f -> f.put("room", room).put("active", false));
        requests.put("deliver", f -> f.put("room", room).put("sequence", 1));
        requests.put("deliver beyond", f -> f.put("room", room).put("sequence", 1000));
        requests.put("read", f -> f.put("room", room).put("sequence", 1));
        for (var way : List.of("before", "after", "around")) {
            requests.put("history " + way, f -> f.put("room", room).put(way, "1"));
        }
        requests.put("history", f -> f.put("room", room));
        requests.put("join", f -> f.put("room", room));
        requests.put("leave", f -> f.put("room", room));
        requests.put("members", f -> f.put("room", room));
        for (var who : List.of(this.alice.username(), this.dave.username(), "nobody")) {
            requests.put("invite " + who, f -> f.put("room", room).put("username", who));
            requests.put("remove " + who, f -> f.put("room", room).put("username", who));
        }
        return requests;
    }

    private static Consumer<ObjectNode> said(String room, String text) {
        return f -> f.put("room", room).put("client_id", "c1").put("text", text);
    }

    private static Consumer<ObjectNode> reacted(String room, String reaction) {
        return f -> f.put("room", room).put("sequence", 1).put("reaction", reaction);
    }

    private static String open(V2Socket socket, String visibility) {
        var room = "r-" + UUID.randomUUID();
        socket.request(
                "create_room",
                f -> f.put("room", room).put("name", "walled").put("visibility", visibility));
        return socket.send(room, "a1", "what nobody else reads").get("room").asString();
    }

    /**
     * Sends every request as a non-member, to an existing room and to one that does not exist, and
     * compares the answers.
     */
    private void comparesEqual(Person person, String there, String nowhere) {
        var differing = new ArrayList<String>();
        try (var socket = this.chatter.connectV2(person)) {
            var elsewhere = requests(nowhere);
            requests(there)
                    .forEach((name, request) -> {
                        var type = name.split(" ", 2)[0];
                        var one = refusal(socket, type, request).replace(there, "ROOM");
                        var same = Objects.requireNonNull(elsewhere.get(name));
                        var other = refusal(socket, type, same).replace(nowhere, "ROOM");
                        if (!one.equals(other)) {
                            differing.add(name + ": " + one + " and " + other);
                        }
                    });
            var epoch = socket.welcome().get("epoch").asString();
            var rooms = socket.resume(epoch, Map.of(there, 0L, nowhere, 0L)).get("rooms");
            assertThat(rooms.get(there)).isEqualTo(rooms.get(nowhere));
            assertThat(socket.pushes().toString()).doesNotContain(there);
        }
        assertThat(differing).isEmpty();
    }

    private static String refusal(V2Socket socket, String type, Consumer<ObjectNode> fields) {
        var frame = JsonMapper.shared().createObjectNode().put("type", type).put("id", type);
        fields.accept(frame);
        return socket.exchange(frame.toString()).get("error").toString();
    }

    @Test
    void strangerLearnsNothingOfPrivateRooms() {
        try (var a = this.chatter.connectV2(this.alice)) {
            comparesEqual(this.carol, open(a, "private"), "r-" + UUID.randomUUID());
        }
    }

    @Test
    void strangerLearnsNothingOfDirectRooms() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = a.to(this.bob.username(), "a1", "between us").get("room").asString();
            var never = "d:" + this.alice.username() + ":" + this.dave.username();
            comparesEqual(this.carol, room, never);
        }
    }

    @Test
    void otherGroupLearnsNothingOfPublicRooms() {
        try (var a = this.chatter.connectV2(this.alice)) {
            comparesEqual(this.dave, open(a, "public"), "r-" + UUID.randomUUID());
        }
    }

    @Test
    void formerMemberLearnsNothingOfPrivateRooms() {
        try (var a = this.chatter.connectV2(this.alice);
                var c = this.chatter.connectV2(this.carol)) {
            var room = open(a, "private");
            a.request("invite", f -> f.put("room", room).put("username", this.carol.username()));
            c.request("read", f -> f.put("room", room).put("sequence", 1));
            c.request("typing", f -> f.put("room", room).put("active", true));
            a.request("remove", f -> f.put("room", room).put("username", this.carol.username()));
            c.nextPush("room_removed");
            comparesEqual(this.carol, room, "r-" + UUID.randomUUID());
        }
    }

    @Test
    void askingMakesNoRoom() {
        try (var c = this.chatter.connectV2(this.carol)) {
            var to = this.bob.username();
            c.request("typing", f -> f.put("to", to).put("active", true));
            c.request("typing", f -> f.put("to", to).put("active", false));
            c.request("history", f -> f.put("to", to));
            assertThat(
                            refusal(
                                    c,
                                    "send",
                                    f -> f.put("to", to).put("client_id", "e").put("text", "")))
                    .contains("empty_message");
            assertThat(
                            this.chatter
                                    .get(
                                            "/messages?from=" + this.carol.username() + "&to=" + to,
                                            this.carol)
                                    .status())
                    .isEqualTo(200);
            assertThat(c.request("rooms").get("items")).isEmpty();
        }
    }

    @Test
    void memberWhoMovedToAnotherGroupCanStillReadAndLeave() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = open(a, "public");
            b.request("join", f -> f.put("room", room));
            move(this.bob);
            assertThat(b.request("history", f -> f.put("room", room)).get("items")).hasSize(1);
            assertThat(b.request("members", f -> f.put("room", room)).get("items")).hasSize(2);
            b.request("leave", f -> f.put("room", room));
            assertThat(b.refused("join", f -> f.put("room", room))).isEqualTo("room_not_found");
        }
    }

    /** Moves a user to another group in uacl and returns it. */
    private Person move(Person person) {
        return this.chatter.known(this.neighbours.login(person.username(), "elsewhere"));
    }

    @Test
    void directRoomOfTwoGroupsTakesNothingNewUnderAnyName() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = a.to(this.bob.username(), "a1", "still friends").get("room").asString();
            b.send(room, "b1", "yes");
            b.request("react", reacted(room, "+1"));
            move(this.bob);
            for (var wall :
                    List.of(
                            new Wall(a, this.bob.username(), 1, "a1", "still friends"),
                            new Wall(b, this.alice.username(), 2, "b1", "yes"))) {
                standsAgainst(wall, room);
            }
            assertThat(a.request("history", f -> f.put("room", room)).get("items")).hasSize(2);
            a.request("read", f -> f.put("room", room).put("sequence", 2));
            b.request("unreact", reacted(room, "+1"));
            b.request("delete", f -> f.put("room", room).put("client_id", "bd").put("sequence", 2));
        }
    }

    private record Wall(V2Socket socket, String other, long own, String clientId, String text) {}

    private static void standsAgainst(Wall wall, String room) {
        var socket = wall.socket();
        refuses(
                socket,
                "send",
                "room",
                f -> f.put("room", room).put("client_id", "n").put("text", "x"));
        refuses(
                socket,
                "send",
                "to",
                f -> f.put("to", wall.other()).put("client_id", "n").put("text", "x"));
        refuses(
                socket,
                "edit",
                "room",
                f ->
                        f.put("room", room)
                                .put("client_id", "n")
                                .put("text", "x")
                                .put("sequence", wall.own()));
        refuses(socket, "react", "room", reacted(room, "-1"));
        refuses(socket, "typing", "room", f -> f.put("room", room).put("active", true));
        refuses(socket, "typing", "to", f -> f.put("to", wall.other()).put("active", true));
        // A repeat of an earlier request keeps its answer.
        var again =
                socket.request(
                        "send",
                        f ->
                                f.put("room", room)
                                        .put("client_id", wall.clientId())
                                        .put("text", wall.text()));
        assertThat(again.get("repeated").asBoolean()).isTrue();
        var named =
                socket.request(
                        "send",
                        f ->
                                f.put("to", wall.other())
                                        .put("client_id", wall.clientId())
                                        .put("text", wall.text()));
        assertThat(named.get("message")).isEqualTo(again.get("message"));
    }

    private static void refuses(
            V2Socket socket, String type, String field, Consumer<ObjectNode> request) {
        var refusal = socket.refusal(type, request);
        assertThat(refusal.get("code").asString()).as(type).isEqualTo("other_group");
        assertThat(refusal.get("field").asString()).as(type).isEqualTo(field);
    }
}
