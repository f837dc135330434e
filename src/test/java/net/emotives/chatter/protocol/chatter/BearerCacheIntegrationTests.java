package net.emotives.chatter.protocol.chatter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.IntStream;

/** For how long uacl is believed. */
@ChatterTest
class BearerCacheIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    private static String jwt(Instant expires) {
        var claims = "{\"exp\":" + expires.getEpochSecond() + ",\"n\":\"" + UUID.randomUUID();
        return "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString((claims + "\"}").getBytes(StandardCharsets.UTF_8))
                + ".signature";
    }

    private Person login(Instant expires) {
        return this.neighbours.login("user_" + UUID.randomUUID(), "cache", jwt(expires));
    }

    @Test
    void asksOnceForTheThreeCallsOfAPage() {
        var alice = login(Instant.now().plus(Duration.ofHours(1)));

        assertThat(this.chatter.get("/ws_token", alice).status()).isEqualTo(201);
        assertThat(this.chatter.get("/connections", alice).status()).isEqualTo(200);
        var self = "/messages?from=" + alice.username() + "&to=" + alice.username();
        assertThat(this.chatter.get(self, alice).status()).isEqualTo(200);
        assertThat(this.neighbours.questionsAbout(alice)).isEqualTo(1);
    }

    @Test
    void believesNobodyPastTheEndOfHisBearer() {
        var end = Instant.now().plusSeconds(6);
        var alice = login(end);

        this.chatter.get("/connections", alice);
        this.chatter.get("/connections", alice);
        assertThat(this.neighbours.questionsAbout(alice)).isEqualTo(1);
        await().until(() -> Instant.now().isAfter(end));
        this.chatter.get("/connections", alice);
        assertThat(this.neighbours.questionsAbout(alice)).isEqualTo(2);
    }

    @Test
    void asksEachTimeAboutABearerThatHasEnded() {
        var alice = login(Instant.now().minusSeconds(60));
        IntStream.range(0, 3).forEach(_ -> this.chatter.get("/connections", alice));
        assertThat(this.neighbours.questionsAbout(alice)).isEqualTo(3);
    }

    @Test
    void neverKeepsARefusal() {
        var refused = this.neighbours.uaclAnswers(aResponse().withStatus(401));
        IntStream.range(0, 3)
                .forEach(_ ->
                        assertThat(this.chatter.get("/connections", refused).status())
                                .isEqualTo(401));
        assertThat(this.neighbours.questionsAbout(refused)).isEqualTo(3);

        var accepted =
                this.neighbours.login(
                        "user_" + UUID.randomUUID(),
                        "cache",
                        refused.bearer().substring("Bearer ".length()));
        assertThat(this.chatter.get("/connections", accepted).status()).isEqualTo(200);
    }

    @Test
    void neverKeepsAFailure() {
        var failed = this.neighbours.uaclAnswers(aResponse().withStatus(500));
        assertThat(this.chatter.get("/connections", failed).status()).isEqualTo(503);
        var accepted =
                this.neighbours.login(
                        "user_" + UUID.randomUUID(),
                        "cache",
                        failed.bearer().substring("Bearer ".length()));
        await().untilAsserted(() ->
                assertThat(this.chatter.get("/connections", accepted).status()).isEqualTo(200));
    }
}
