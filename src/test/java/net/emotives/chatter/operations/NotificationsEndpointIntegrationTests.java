package net.emotives.chatter.operations;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;

import tools.jackson.databind.JsonNode;

/** Why was this user not notified? */
@ChatterTest
@TestPropertySource(
        properties = {
            "MANAGEMENT_PORT=0",
            "NOTIFY_WHEN=offline",
            "chatter.notifications.offline-delay=4s",
            "chatter.notifications.poll=50ms",
            "chatter.notifications.attempts-kept=1h",
            "chatter.notifications.attempts-sweep=100ms",
            "chatter.notifications.attempts-per-message=3",
            "chatter.notifications.backoff.first=50ms",
            "chatter.notifications.backoff.most=100ms",
            "chatter.notifications.breaker.first=50ms",
            "chatter.notifications.breaker.most=100ms"
        })
class NotificationsEndpointIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcTemplate jdbc;
    @LocalManagementPort private int managementPort;

    private Person alice;
    private Person bob;
    private V2Socket from;

    @BeforeEach
    void connect() {
        this.neighbours.behave();
        this.alice = this.neighbours.person("alice", "here");
        this.bob = this.chatter.known(this.neighbours.person("bob", "here"));
        this.from = this.chatter.connectV2(this.alice);
    }

    @AfterEach
    void leave() {
        this.from.close();
        this.neighbours.behave();
    }

    @Test
    void wasTold() {
        var said = say("arrives");
        assertThat(ask(said).at("/notification/state").asString()).isEqualTo("WAITING");
        assertThat(ask(said).at("/notification/due").asString()).isNotEmpty();
        awaitState(said, "TOLD");

        var answer = ask(said);
        assertThat(answer.at("/notification/attempts")).isEmpty();
        assertThat(answer.get("sender").asString()).isEqualTo(this.alice.username());
        assertThat(answer.get("committed").asString())
                .isEqualTo(
                        this.jdbc.queryForObject(
                                "SELECT to_char(created_at AT TIME ZONE 'UTC',"
                                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM messages WHERE id"
                                    + " = ?",
                                String.class,
                                said));
        assertThat(answer.at("/recipient/username").asString()).isEqualTo(this.bob.username());
        assertThat(answer.at("/recipient/got").asBoolean()).isFalse();
        assertThat(answer.toString()).doesNotContain("arrives");
    }

    @Test
    void failedSoOftenAndArrivedInTheEnd() {
        this.neighbours.notifAnswers(aResponse().withStatus(503).withBody("a secret"));
        var said = say("fails");
        await().until(() -> ask(said).at("/notification/tries").asInt() > 4);

        var trail = ask(said).get("notification");
        assertThat(trail.get("state").asString()).isEqualTo("WAITING");
        // The last one kept stands for all that followed it.
        assertThat(trail.get("attempts")).hasSize(3);
        assertThat(trail.at("/attempts/2/number").asInt()).isEqualTo(3);
        assertThat(trail.get("attempts"))
                .allSatisfy(attempt -> {
                    assertThat(attempt.get("outcome").asString()).isEqualTo("FAILED");
                    assertThat(attempt.get("answer").asString())
                            .isEqualTo("503 SERVICE_UNAVAILABLE");
                });
        this.neighbours.notifAnswers(aResponse().withStatus(201).withBody("{}"));
        awaitState(said, "TOLD");
        assertThat(ask(said).at("/notification/attempts")).hasSize(3);
    }

    @Test
    void wasRefused() {
        this.neighbours
                .notif()
                .stubFor(
                        post("/internal_notification")
                                .atPriority(1)
                                .withRequestBody(containing("unwanted"))
                                .willReturn(aResponse().withStatus(422)));
        var said = say("unwanted");
        awaitState(said, "PARKED");

        var trail = ask(said).get("notification");
        assertThat(trail.get("because").asString()).contains("422");
        assertThat(trail.get("attempts")).hasSize(1);
        assertThat(trail.at("/attempts/0/answer").asString()).startsWith("422");
        this.jdbc.update("DELETE FROM outbox WHERE message = ?", said);
        awaitState(said, "DROPPED");
    }

    @Test
    void wasNotNeededAsTheRecipientHadGotIt() {
        long said;
        try (var to = this.chatter.connectV2(this.bob)) {
            said = say("seen");
            var push = to.nextPush("sent");
            to.request(
                    "read",
                    f -> {
                        f.put("room", push.get("room").asString());
                        f.put("sequence", push.get("sequence").asLong());
                    });
            awaitState(said, "DROPPED");
        }
        var answer = ask(said);
        assertThat(answer.at("/notification/attempts/0/outcome").asString()).isEqualTo("DELIVERED");
        assertThat(answer.at("/recipient/got").asBoolean()).isTrue();
        assertThat(answer.at("/recipient/read").asBoolean()).isTrue();
        assertThat(answer.at("/recipient/readUpTo").asLong()).isEqualTo(1);
    }

    @Test
    void wasTakenBackBefore() {
        var said = this.from.to(this.bob.username(), "1", "oh no");
        this.from.request(
                "delete",
                f ->
                        f.put("room", said.get("room").asString())
                                .put("sequence", said.at("/message/sequence").asLong())
                                .put("client_id", "2"));
        var id = said.at("/message/id").asLong();
        awaitState(id, "DROPPED");

        assertThat(ask(id).at("/notification/attempts/0/outcome").asString())
                .isEqualTo("TAKEN_BACK");
        assertThat(ask(id).get("deleted").asString()).isNotEmpty();
    }

    @Test
    void thereIsNoneInRoomsOfMany() {
        var room =
                this.from
                        .request(
                                "create_room",
                                f -> f.put("name", "plans").put("visibility", "private"))
                        .get("room")
                        .asString();
        var answer = ask(this.from.send(room, "1", "hi").at("/message/id").asLong());
        assertThat(answer.at("/notification/state").asString()).isEqualTo("NONE");
        assertThat(answer.get("recipient").isNull()).isTrue();
    }

    @Test
    void whatIsOldIsForgottenAndNotMadeUp() {
        this.neighbours.notifAnswers(aResponse().withStatus(503));
        var said = say("long ago");
        await().until(() -> ask(said).at("/notification/tries").asInt() > 1);
        this.neighbours.notifAnswers(aResponse().withStatus(201).withBody("{}"));
        awaitState(said, "TOLD");

        this.jdbc.update(
                "UPDATE messages SET created_at = created_at - INTERVAL '2 hours' WHERE id = ?",
                said);
        this.jdbc.update(
                "UPDATE notification_attempts SET at = at - INTERVAL '2 hours' WHERE message = ?",
                said);
        await().untilAsserted(() -> assertThat(ask(said).at("/notification/attempts")).isEmpty());
        assertThat(ask(said).at("/notification/state").asString()).isEqualTo("UNKNOWN");
    }

    @Test
    void messageThatIsNotThereIsNotFound() {
        var answer =
                new Chatter(this.managementPort).get("/actuator/notifications/999999999", null);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().get("error").asString())
                .isEqualTo("There is no message 999999999.");
        assertThat(this.chatter.get("/actuator/notifications/1", null).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "/actuator/notifications/none,400",
        "/actuator/metrics/none,404",
        "/actuator/metrics/jvm.memory.used?tag=area:none,404",
        "/actuator/health/none,404",
        "/actuator/none,404",
        "/none,404"
    })
    void refusalsOfTheManagementPortSayWhy(String path, int status) {
        var answer = new Chatter(this.managementPort).get(path, null);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().get("error").asString()).isNotBlank();
    }

    @Test
    void versionIsToldOnTheManagementPort() {
        var answer = new Chatter(this.managementPort).get("/actuator/info", null);
        assertThat(answer.json().at("/build/version").asString("")).isNotBlank();
        assertThat(answer.json().at("/build").has("time")).isFalse();
    }

    private long say(String text) {
        return this.from.to(this.bob.username(), text, text).at("/message/id").asLong();
    }

    private JsonNode ask(long message) {
        var answer =
                new Chatter(this.managementPort).get("/actuator/notifications/" + message, null);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private void awaitState(long message, String state) {
        await().untilAsserted(() ->
                assertThat(ask(message).at("/notification/state").asString()).isEqualTo(state));
    }
}
