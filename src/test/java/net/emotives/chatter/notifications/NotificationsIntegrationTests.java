package net.emotives.chatter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What notif is told while it is well. */
@ChatterTest
class NotificationsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Test
    void tellsWhatTheContractSaysKeyForKey() {
        var alice = this.neighbours.person("alice", "here");
        var bob = known("bob");

        var frame = said(alice, bob, "hi", "");

        var told = requestTo(bob);
        var json = json(told);
        var created = json.get("created_at").asString();
        assertThat(json)
                .isEqualTo(
                        JsonMapper.shared()
                                .createObjectNode()
                                .put("username", bob.username())
                                .put("type", "message")
                                .put("title", "New message!")
                                .put("message", alice.username() + " messaged you: hi")
                                .put(
                                        "link",
                                        "http://site.example/messenger?talking-to="
                                                + alice.username())
                                .put("username_to", bob.username())
                                .put("created_at", created)
                                .put("seen", false));
        assertThat(Instant.parse(created)).isEqualTo(frame.get("created").asString());
        assertThat(told.getHeader("Authorization")).isEqualTo(Neighbours.SECRET);
        assertThat(told.getHeader("Content-Type")).startsWith("application/json");
        assertThat(told.getHeader("Idempotency-Key"))
                .isEqualTo("chatter-message-" + frame.get("id").asLong());
    }

    @Test
    void saysThatAnImageWasSentWhereThereIsNoText() {
        var alice = this.neighbours.person("alice", "here");
        var bob = known("bob");

        said(alice, bob, "", "/x.png");

        assertThat(json(requestTo(bob)).get("message").asString())
                .isEqualTo(alice.username() + " sent you an image");
    }

    @Test
    void tellsTheTextOfAnImageThatHasOne() {
        var alice = this.neighbours.person("alice", "here");
        var bob = known("bob");

        said(alice, bob, "look", "/x.png");

        assertThat(json(requestTo(bob)).get("message").asString())
                .isEqualTo(alice.username() + " messaged you: look");
    }

    @Test
    void tellsOfAMessageToOneself() {
        var alice = this.neighbours.person("alice", "here");

        said(alice, alice, "note", "");

        var told = json(requestTo(alice));
        assertThat(told.get("username").asString()).isEqualTo(alice.username());
        assertThat(told.get("message").asString())
                .isEqualTo(alice.username() + " messaged you: note");
        assertThat(told.get("link").asString()).endsWith("talking-to=" + alice.username());
    }

    @Test
    void escapesTheSenderInTheLinkAlone() {
        var alice = this.neighbours.person("al ice&b=ü", "here");
        var bob = known("bob");

        said(alice, bob, "\"quoted\" \\ <b>", "");

        var told = json(requestTo(bob));
        var rest = alice.username().substring("al ice&b=ü".length());
        assertThat(told.get("link").asString())
                .isEqualTo("http://site.example/messenger?talking-to=al%20ice%26b%3D%C3%BC" + rest);
        assertThat(told.get("message").asString())
                .isEqualTo(alice.username() + " messaged you: \"quoted\" \\ <b>");
    }

    @Test
    void tellsEachMessageOnceAndInOrderThoughTheRecipientIsOnline() {
        var alice = this.neighbours.person("alice", "here");
        var bob = this.neighbours.person("bob", "here");
        var texts = new ArrayList<String>();

        try (var a = this.chatter.connect(alice);
                var b = this.chatter.connect(bob)) {
            for (var i = 0; i < 50; i++) {
                a.say(bob.username(), "message " + i);
                texts.add(alice.username() + " messaged you: message " + i);
            }
            for (var i = 0; i < 50; i++) {
                b.nextMessage();
            }
            await().untilAsserted(
                            () -> assertThat(new Accepted(this.neighbours).by(bob)).hasSize(50));
        }

        assertThat(new Accepted(this.neighbours).by(bob)).isEqualTo(texts);
        assertThat(this.neighbours.requestsTo(bob))
                .extracting(request -> request.getHeader("Idempotency-Key"))
                .doesNotHaveDuplicates();
    }

    @Test
    void tellsNothingOfARefusedMessage() {
        var alice = this.neighbours.person("alice", "here");
        var bob = known("bob");

        try (var a = this.chatter.connect(alice)) {
            a.sendBad("{\"username_to\":\"%s\",\"message\":\"\"}".formatted(bob.username()));
            a.nextError();
            a.say(bob.username(), "after");
            a.nextMessage();
        }

        assertThat(json(requestTo(bob)).get("message").asString()).endsWith(": after");
    }

    /** Somebody whom the service has seen, and who is not there. */
    private Person known(String name) {
        var person = this.neighbours.person(name, "here");
        this.chatter.token(person);
        return person;
    }

    private JsonNode said(Person from, Person to, String text, String image) {
        try (var socket = this.chatter.connect(from)) {
            socket.send(
                    JsonMapper.shared()
                            .createObjectNode()
                            .put("username_to", to.username())
                            .put("message", text)
                            .put("image_path", image)
                            .toString());
            return socket.nextMessage();
        }
    }

    private LoggedRequest requestTo(Person recipient) {
        List<LoggedRequest> requests =
                await().until(
                                () -> this.neighbours.requestsTo(recipient),
                                found -> !found.isEmpty());
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private static JsonNode json(LoggedRequest request) {
        return JsonMapper.shared().readTree(request.getBodyAsString());
    }
}
