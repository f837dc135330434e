package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * The original's site's way: three calls with one bearer, a socket, frames that say who they are
 * from.
 */
@ChatterTest
class OriginalSiteIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Test
    void twoOfOneGroupTalkAndAThirdOfAnotherHearsNothing() {
        var alice = this.neighbours.person("alice", "here");
        var bob = this.neighbours.person("bob", "here");
        var carl = this.neighbours.person("carl", "there");

        var token = this.chatter.get("/ws_token", alice);
        assertThat(token.status()).isEqualTo(201);
        var people = this.chatter.get("/connections", alice);
        assertThat(people.result()).isNotEmpty();
        var history =
                this.chatter.get(
                        "/messages?from=" + alice.username() + "&to=" + alice.username(), alice);
        assertThat(history.result()).isEmpty();
        assertThat(this.neighbours.questionsAbout(alice)).isEqualTo(1);

        try (var a = this.chatter.connect(token.result().get("token").asString());
                var b = this.chatter.connect(bob);
                var c = this.chatter.connect(carl)) {
            assertThat(a.nextPresence(bob).get("active").asBoolean()).isTrue();

            a.send(
                    "{\"username_from\":\"%s\",\"username_to\":\"%s\",\"message\":\"hi bob\",\"image_path\":\"\"}"
                            .formatted(alice.username(), bob.username()));
            var heard = b.nextMessage();
            assertThat(heard).isEqualTo(a.nextMessage());
            assertThat(heard.get("message").asString()).isEqualTo("hi bob");
            assertThat(heard.has("image_path")).isFalse();
            assertThat(heard.get("id").asLong()).isPositive();

            var kept =
                    this.chatter.get(
                            "/messages?from=" + bob.username() + "&to=" + alice.username(), bob);
            assertThat(kept.result()).containsExactly(heard);
            await().untilAsserted(() ->
                    assertThat(this.neighbours.toldOf(bob))
                            .singleElement()
                            .satisfies(told ->
                                    assertThat(told.get("message").asString())
                                            .isEqualTo(
                                                    alice.username() + " messaged you: hi bob")));
            b.leave();
            assertThat(a.nextPresence(bob).get("active").asBoolean()).isFalse();
            c.say(carl.username(), "alone");
            assertThat(c.next().get("message").asString()).isEqualTo("alone");
        }
    }
}
