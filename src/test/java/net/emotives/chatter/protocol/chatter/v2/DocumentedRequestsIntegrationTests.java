package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.AsyncApi;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.FrameContract;
import net.emotives.chatter.testing.GenerousTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What the document says that the server takes is what it takes: each request of the document, with
 * each of its keys changed in every way.
 */
@GenerousTest
class DocumentedRequestsIntegrationTests {

    /** What the server says of a frame that is wrong whatever the state of things. */
    private static final Set<String> WRONG =
            Set.of(
                    "bad_json",
                    "bad_frame",
                    "unknown_type",
                    "invalid_text",
                    "empty_message",
                    "text_too_long",
                    "internal",
                    "unavailable");

    /** All but 1.0, which is an integer for a schema and none for the server. */
    private static final List<String> VALUES =
            List.of(
                    "null",
                    "true",
                    "0",
                    "1",
                    "-1",
                    "1.5",
                    "9223372036854775807",
                    "9223372036854775808",
                    "\"\"",
                    "\"x\"",
                    "\"1\"",
                    "\"a\\u0000b\"",
                    "\"\\ud800\"",
                    quoted(32),
                    quoted(33),
                    quoted(64),
                    quoted(65),
                    quoted(100),
                    quoted(101),
                    quoted(128),
                    quoted(129),
                    quoted(200),
                    quoted(201),
                    quoted(8000),
                    quoted(8001),
                    "[]",
                    "[1]",
                    "[\"x\"]",
                    "{}",
                    "{\"x\":1}",
                    "{\"x\":-1}",
                    "{\"x\":\"y\"}");

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    private static String quoted(int length) {
        return "\"" + "é".repeat(length) + "\"";
    }

    static Stream<String> requests() {
        return AsyncApi.document().at("/components/messages").propertyNames().stream()
                .filter(name -> name.startsWith("request."));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void serverTakesWhatIsDocumentedAndNothingElse(String request) {
        var alice = this.neighbours.person("alice", "documented");
        var bob = this.neighbours.person("bob", "documented");
        this.chatter.token(bob);
        var wrong = new ArrayList<String>();
        try (var socket = this.chatter.connectV2(alice)) {
            for (var example : examples(request)) {
                for (var key : keys(example)) {
                    var room = room(socket, bob.username());
                    VALUES.stream()
                            // Without an id there is no answer to be judged.
                            .filter(value -> !key.equals("id") || !value.equals("null"))
                            .map(value -> changed(example, key, value, room, bob.username()))
                            .map(frame -> new Posed(key, frame, socket.pose(frame)))
                            .toList()
                            .forEach(posed -> judge(posed, wrong));
                }
            }
        }
        assertThat(wrong).as("%s".formatted(String.join("\n", wrong))).isEmpty();
    }

    @Test
    void nullCountsAsAbsent() {
        var alice = this.neighbours.person("alice", "documented");
        try (var socket = this.chatter.connectV2(alice)) {
            assertThat(
                            socket.request(
                                            "history",
                                            f ->
                                                    f.put("to", alice.username())
                                                            .putNull("room")
                                                            .putNull("before")
                                                            .put("after", 0))
                                    .get("items"))
                    .isEmpty();
            var error = socket.exchange("{\"type\":\"watch\",\"id\":\"w\",\"usernames\":null}");
            assertThat(error.at("/error/field").asString()).isEqualTo("usernames");
        }
    }

    private record Posed(String key, String frame, CompletableFuture<JsonNode> reply) {}

    private static void judge(Posed posed, List<String> wrong) {
        var reply = posed.reply().orTimeout(60, TimeUnit.SECONDS).join();
        var good = FrameContract.V2.takes(posed.frame());
        var code = reply.at("/error/code").asString("");
        if (good && WRONG.contains(code) && !dependsOnMore(reply)) {
            wrong.add(posed.frame() + " is refused: " + reply);
        }
        if (WRONG.contains(code) && !dependsOnMore(reply) && !names(reply, posed.key())) {
            wrong.add(posed.frame() + " is refused for another field: " + reply);
        }
    }

    /**
     * Returns true if the reply names the field. If both {@code room} and {@code to} are missing,
     * {@code room} is named, and {@code rooms} if a resume has neither that nor {@code after}.
     */
    private static boolean names(JsonNode reply, String key) {
        var field = reply.at("/error/field").asString("");
        return field.equals(key)
                || key.equals("to") && field.equals("room")
                || key.equals("after") && field.equals("rooms");
    }

    /** A sequence may be beyond the head, and a cursor not one that was given. */
    private static boolean dependsOnMore(JsonNode reply) {
        var message = reply.at("/error/message").asString("");
        return message.contains("cursor as it was given")
                || message.contains("cursor of the answer before")
                || message.contains("head");
    }

    /** A room with a message, in which the request can do something. */
    private static String room(V2Socket socket, String member) {
        var room = UUID.randomUUID().toString();
        socket.request(
                "create_room",
                f ->
                        f.put("room", room)
                                .put("name", "Documented")
                                .put("visibility", "public")
                                .putArray("members")
                                .add(member));
        socket.send(room, "first", "Something said");
        return room;
    }

    private static List<ObjectNode> examples(String request) {
        return AsyncApi.document()
                .at("/components/messages/" + request + "/examples")
                .valueStream()
                .map(example -> (ObjectNode) example.get("payload"))
                .toList();
    }

    private static List<String> keys(ObjectNode example) {
        return example.propertyNames().stream().toList();
    }

    private static String changed(
            ObjectNode example, String key, String value, String room, String member) {
        var frame = example.deepCopy();
        frame.put("id", UUID.randomUUID().toString());
        if (frame.has("room")) {
            frame.put("room", room);
        }
        if (frame.has("username")) {
            frame.put("username", member);
        }
        if (frame.has("to")) {
            frame.put("to", member);
        }
        if (frame.has("client_id")) {
            frame.put("client_id", UUID.randomUUID().toString());
        }
        return frame.put(key, "@").toString().replace("\"@\"", value);
    }
}
