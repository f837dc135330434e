package net.emotives.chatter.protocol.chatter;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.util.UUID;

/** What uacl says of a bearer, and what comes of it when uacl does not say. */
@ChatterTest
class BearerIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    /** What failed here must not keep the breaker open for whoever comes next. */
    @AfterEach
    void recover() {
        await().untilAsserted(() -> {
            var fresh = this.neighbours.person("fresh", "recovery");
            assertThat(this.chatter.get("/connections", fresh).status()).isEqualTo(200);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws_token", "/connections", "/messages?from=a&to=b"})
    void refusesWhoeverShowsNoBearer(String path) {
        assertRefused(this.chatter.get(path, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws_token", "/connections", "/messages?from=a&to=b"})
    void refusesABearerThatUaclRefuses(String path) {
        assertRefused(
                this.chatter.get(path, this.neighbours.uaclAnswers(aResponse().withStatus(401))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bearer x", "Basic eDp5", "x", "xxBearer y"})
    void refusesWhatIsNoBearer(String authorization) {
        assertRefused(
                this.chatter.send(
                        this.chatter
                                .request("/connections")
                                .header("Authorization", authorization)));
    }

    /** One that is cut off while it is unpacked fails as nothing else does. */
    @Test
    void asksForAnAnswerThatIsNotCompressed() {
        this.chatter.known(this.neighbours.person("plain", "here"));
        assertThat(this.neighbours.uacl().getAllServeEvents())
                .isNotEmpty()
                .noneMatch(event -> event.getRequest().containsHeader("Accept-Encoding"));
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).hasValue("Bearer");
        assertThat(answer.body())
                .isEqualTo("{\"result\":null,\"message\":[{\"message\":\"Not authorised\"}]}");
    }

    private Answer unavailable(ResponseDefinitionBuilder uacl) {
        var answer = this.chatter.get("/ws_token", this.neighbours.uaclAnswers(uacl));
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).hasValue("1");
        assertThat(answer.result().isNull()).isTrue();
        assertThat(answer.body())
                .doesNotContain("127.0.0.1", "localhost", "authorize", "Exception", "java", "uacl");
        return answer;
    }

    @Test
    void answersInTimeWhenUaclHangs() {
        var start = System.nanoTime();
        unavailable(aResponse().withFixedDelay(20_000));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 404, 405, 408, 429, 301, 302, 303, 307, 308})
    void isUnavailableWhenUaclAnswersWith(int status) {
        unavailable(
                aResponse()
                        .withStatus(status)
                        .withHeader("Location", "/elsewhere")
                        .withBody("panic in java at 127.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 202, 203, 206, 300, 302, 307})
    void isUnavailableWhenUaclNamesAUserWithAnotherStatusThan200(int status) {
        unavailable(
                okJson(
                                "{\"result\":{\"username\":\"mallory\",\"user_group\":\"g\"},\"message\":null}")
                        .withStatus(status));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 431})
    void refusesABearerThatUaclWillNotHaveAndDoesNotGiveUaclUp(int status) {
        for (var i = 0; i < 25; i++) {
            var refused = this.neighbours.uaclAnswers(aResponse().withStatus(status));
            assertRefused(this.chatter.get("/ws_token", refused));
            assertThat(this.neighbours.questionsAbout(refused)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>login</html>",
                "{",
                "[]",
                "null",
                "\"alice\"",
                "{}",
                "{\"result\":null,\"message\":null}",
                "{\"result\":{},\"message\":null}",
                "{\"result\":{\"username\":\"\",\"user_group\":\"g\"},\"message\":null}",
                "{\"result\":{\"username\":null,\"user_group\":\"g\"},\"message\":null}",
                "{\"result\":{\"username\":{\"a\":1},\"user_group\":\"g\"},\"message\":null}",
                "{\"result\":{\"username\":\"a\\u0000b\",\"user_group\":\"g\"},\"message\":null}"
            })
    void isUnavailableWhenUaclAccepts(String body) {
        unavailable(okJson(body));
    }

    @Test
    void isUnavailableWhenUaclNamesWhatIsTooLong() {
        unavailable(okJson("{\"result\":{\"username\":\"" + "x".repeat(129) + "\"}}"));
        unavailable(
                okJson(
                        "{\"result\":{\"username\":\"x\",\"user_group\":\""
                                + "g".repeat(57)
                                + "\"}}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION_RESET_BY_PEER", "EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE"})
    void isUnavailableWhenTheConnectionToUaclBreaks(String fault) {
        unavailable(aResponse().withFault(Fault.valueOf(fault)));
    }

    @Test
    void recoversAfterUaclKeptFailing() {
        for (var i = 0; i < 25; i++) {
            unavailable(aResponse().withStatus(500));
        }
        // Now and then it is asked whether it is back.
        await().untilAsserted(() -> {
            var skipped = this.neighbours.uaclAnswers(aResponse().withStatus(500));
            assertThat(this.chatter.get("/ws_token", skipped).status()).isEqualTo(503);
            assertThat(this.neighbours.questionsAbout(skipped)).isZero();
        });
    }

    @Test
    void leavesOpenSocketsAloneWhileUaclIsAway() {
        var alice = this.neighbours.person("alice", "here");
        var bob = this.neighbours.person("bob", "here");
        try (var a = this.chatter.connect(alice);
                var b = this.chatter.connect(bob)) {
            for (var i = 0; i < 12; i++) {
                unavailable(aResponse().withStatus(500));
            }
            a.say(bob.username(), "still here");
            assertThat(b.nextMessage().get("message").asString()).isEqualTo("still here");
            b.say(alice.username(), "me too");
            assertThat(a.next(frame -> frame.path("message").asString().equals("me too")))
                    .isNotNull();
            assertThat(a.isClosed()).isFalse();
            assertThat(b.isClosed()).isFalse();
        }
    }

    @Test
    void takesOverAChangedGroup() {
        var before = this.neighbours.person("mover", "old-" + UUID.randomUUID());
        this.chatter.get("/connections", before);
        var after = this.neighbours.login(before.username(), "new-" + UUID.randomUUID());
        var mate = this.neighbours.person("zoe", after.group());
        this.chatter.get("/connections", mate);

        assertThat(this.chatter.get("/connections", after).result())
                .extracting(user -> user.get("username").asString())
                .containsExactly(after.username(), mate.username());
        assertThat(this.chatter.get("/connections", mate).result()).hasSize(2);
    }
}
