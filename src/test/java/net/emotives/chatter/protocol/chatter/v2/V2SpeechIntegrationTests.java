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

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What is said, and what becomes of it (chatter-v2, "Frames" and "Guarantees"). */
@ChatterTest
class V2SpeechIntegrationTests {

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
    void goesAsInTheTranscript() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var ok = a.to(this.bob.username(), "a1", "hi");
            var room = ok.get("room").asString();
            var message = ok.get("message");
            assertThat(message.propertyNames())
                    .containsExactly("id", "sequence", "from", "text", "created");
            assertThat(message.get("sequence").asLong()).isEqualTo(1);

            var mine = a.nextPush("sent");
            assertThat(mine.get("room").asString()).isEqualTo(room);
            assertThat(mine.get("sequence").asLong()).isEqualTo(1);
            assertThat(mine.get("message").propertyNames())
                    .containsExactly("id", "from", "text", "created", "client_id");
            assertThat(mine.get("message").get("client_id").asString()).isEqualTo("a1");
            var his = b.nextPush("sent");
            assertThat(his.get("message").propertyNames())
                    .containsExactly("id", "from", "text", "created");
            assertThat(his.get("message").get("id")).isEqualTo(message.get("id"));

            var again = a.to(this.bob.username(), "a1", "hi");
            assertThat(again.get("repeated").asBoolean()).isTrue();
            assertThat(again.get("message")).isEqualTo(message);
            var error =
                    a.refusal(
                            "send",
                            f -> f.put("to", "nobody").put("client_id", "a2").put("text", "hi"));
            assertThat(error.get("code").asString()).isEqualTo("unknown_user");
            assertThat(error.get("message").asString()).isEqualTo("There is no user nobody.");
            assertThat(error.get("field").asString()).isEqualTo("to");
        }
    }

    @Test
    void everyRequestIsAnsweredInTheOrderOfTheRequests() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var answers =
                    IntStream.range(0, 30)
                            .mapToObj(i ->
                                    i % 3 == 0
                                            ? a.ask("ping", _ -> {})
                                            : a.ask(
                                                    "send",
                                                    f ->
                                                            f.put("to", this.bob.username())
                                                                    .put("client_id", "c" + i)
                                                                    .put("text", "m" + i)))
                            .toList();
            // V2Socket fails where a reply comes out of turn.
            assertThat(answers.stream().map(CompletableFuture::join))
                    .allMatch(reply -> reply.get("type").asString().equals("ok"));
        }
    }

    @Test
    void editReachesBothEndsAndTheHistory() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = a.to(this.bob.username(), "a1", "first").get("room").asString();
            assertThat(edit(a, room, 1, "e1", "second").get("sequence").asLong()).isEqualTo(2);
            var edited = b.nextPush("edited");
            assertThat(edited.get("message").asLong()).isEqualTo(1);
            assertThat(edited.get("text").asString()).isEqualTo("second");
            assertThat(edited.get("by").asString()).isEqualTo(this.alice.username());
            assertThat(a.nextPush("edited")).isEqualTo(edited);
            var item = history(b, room).get(0);
            assertThat(item.get("text").asString()).isEqualTo("second");
            assertThat(item.has("edited")).isTrue();
            assertThat(edit(a, room, 1, "e1", "second").get("repeated").asBoolean()).isTrue();
            assertThat(
                            b.refused(
                                    "edit",
                                    f ->
                                            f.put("room", room)
                                                    .put("sequence", 1)
                                                    .put("client_id", "x")
                                                    .put("text", "mine")))
                    .isEqualTo("not_allowed");
        }
    }

    @Test
    void retryAfterAnEditOrDeletionIsStillTheSameMessage() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = a.to(this.bob.username(), "a1", "first").get("room").asString();
            edit(a, room, 1, "e1", "second");
            assertThat(a.send(room, "a1", "first").get("message").get("text").asString())
                    .isEqualTo("second");
            assertThat(
                            a.refused(
                                    "send",
                                    f ->
                                            f.put("room", room)
                                                    .put("client_id", "a1")
                                                    .put("text", "second")))
                    .isEqualTo("client_id_reused");
            delete(a, room, 1, "d1");
            var gone = a.send(room, "a1", "first").get("message");
            assertThat(gone.has("text")).isFalse();
            assertThat(gone.get("deleted").asBoolean()).isTrue();
        }
    }

    @Test
    void deletedMessageLeavesATombstoneWithoutItsText() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = a.to(this.bob.username(), "a1", "secret").get("room").asString();
            assertThat(delete(a, room, 1, "d1").get("sequence").asLong()).isEqualTo(2);
            assertThat(b.nextPush("deleted").has("text")).isFalse();
            assertThat(history(b, room).toString()).doesNotContain("secret").contains("deleted");
            assertThat(
                            a.refused(
                                    "edit",
                                    f ->
                                            f.put("room", room)
                                                    .put("sequence", 1)
                                                    .put("client_id", "e")
                                                    .put("text", "x")))
                    .isEqualTo("message_not_found");
            assertThat(
                            b.refused(
                                    "react",
                                    f ->
                                            f.put("room", room)
                                                    .put("sequence", 1)
                                                    .put("reaction", "x")))
                    .isEqualTo("message_not_found");
        }
    }

    @Test
    void reactionIsGivenOnceAndTakenBack() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = a.to(this.bob.username(), "a1", "hi").get("room").asString();
            assertThat(react(b, "react", room).get("sequence").asLong()).isEqualTo(2);
            assertThat(react(b, "react", room).get("sequence").asLong()).isEqualTo(2);
            assertThat(a.nextPush("reacted").get("reaction").asString()).isEqualTo("👍");
            var given = history(a, room).get(0).get("reactions").get(0);
            assertThat(given.get("count").asInt()).isEqualTo(1);
            assertThat(given.get("usernames").get(0).asString()).isEqualTo(this.bob.username());
            assertThat(react(b, "unreact", room).get("sequence").asLong()).isEqualTo(3);
            assertThat(a.nextPush("unreacted").get("sequence").asLong()).isEqualTo(3);
            assertThat(history(a, room).get(0).has("reactions")).isFalse();
            assertThat(
                            a.refused(
                                    "unreact",
                                    f ->
                                            f.put("room", room)
                                                    .put("sequence", 1)
                                                    .put("reaction", "👍")))
                    .isEqualTo("not_allowed");
        }
    }

    @Test
    void replyNamesTheMessageItAnswers() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = a.to(this.bob.username(), "a1", "hi").get("room").asString();
            var reply =
                    a.request(
                            "send",
                            f ->
                                    f.put("room", room)
                                            .put("client_id", "a2")
                                            .put("text", "yes")
                                            .put("reply_to", 1));
            assertThat(reply.get("message").get("reply_to").asLong()).isEqualTo(1);
            assertThat(
                            a.refusal(
                                            "send",
                                            f ->
                                                    f.put("room", room)
                                                            .put("client_id", "a3")
                                                            .put("text", "no")
                                                            .put("reply_to", 9))
                                    .get("field")
                                    .asString())
                    .isEqualTo("reply_to");
        }
    }

    @Test
    void version1AndVersion2HearEachOther() {
        try (var old = this.chatter.connect(this.alice);
                var young = this.chatter.connectV2(this.bob)) {
            old.say(this.bob.username(), "from the past");
            var sent = young.nextPush("sent");
            assertThat(sent.get("message").get("text").asString()).isEqualTo("from the past");
            young.to(this.alice.username(), "y1", "to the past");
            assertThat(
                            old.next(frame ->
                                            frame.path("message")
                                                    .asString("")
                                                    .equals("to the past"))
                                    .get("id"))
                    .isNotNull();
        }
    }

    @Test
    void strangerCannotSpeakInTheRoomOfTwo() {
        var mallory = this.chatter.known(this.neighbours.person("mallory", "here"));
        try (var a = this.chatter.connectV2(this.alice);
                var m = this.chatter.connectV2(mallory)) {
            var room = a.to(this.bob.username(), "a1", "hi").get("room").asString();
            assertThat(
                            m.refused(
                                    "send",
                                    f ->
                                            f.put("room", room)
                                                    .put("client_id", "m")
                                                    .put("text", "boo")))
                    .isEqualTo("room_not_found");
            assertThat(m.refused("history", f -> f.put("room", room))).isEqualTo("room_not_found");
            assertThat(m.refused("read", f -> f.put("room", room).put("sequence", 1)))
                    .isEqualTo("room_not_found");
            assertThat(m.refused("typing", f -> f.put("room", room).put("active", true)))
                    .isEqualTo("room_not_found");
            assertThat(m.refused("members", f -> f.put("room", room))).isEqualTo("room_not_found");
            assertThat(
                            m.refused(
                                    "react",
                                    f ->
                                            f.put("room", room)
                                                    .put("sequence", 1)
                                                    .put("reaction", "x")))
                    .isEqualTo("room_not_found");
        }
    }

    private static JsonNode edit(
            V2Socket socket, String room, long sequence, String id, String text) {
        return socket.request(
                "edit",
                f ->
                        f.put("room", room)
                                .put("sequence", sequence)
                                .put("client_id", id)
                                .put("text", text));
    }

    private static JsonNode delete(V2Socket socket, String room, long sequence, String id) {
        return socket.request(
                "delete", f -> f.put("room", room).put("sequence", sequence).put("client_id", id));
    }

    private static JsonNode react(V2Socket socket, String type, String room) {
        return socket.request(
                type, f -> f.put("room", room).put("sequence", 1).put("reaction", "👍"));
    }

    private static JsonNode history(V2Socket socket, String room) {
        return socket.request("history", f -> f.put("room", room)).get("items");
    }
}
