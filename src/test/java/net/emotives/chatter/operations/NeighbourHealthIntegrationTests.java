package net.emotives.chatter.operations;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.SaidLines;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

/** What is said of uacl and notif, well and away, and what it changes for this service: nothing. */
@ChatterTest
@TestPropertySource(
        properties = {
            "MANAGEMENT_PORT=0",
            "chatter.notifications.backoff.first=100ms",
            "chatter.notifications.backoff.most=200ms",
            "chatter.notifications.breaker.first=100ms",
            "chatter.notifications.breaker.most=200ms"
        })
class NeighbourHealthIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @LocalManagementPort private int managementPort;

    @AfterEach
    void behave() {
        this.neighbours.behave();
    }

    @Test
    void notifAwayIsShownAndCountsForNothing() {
        var alice = this.neighbours.person("alice", "here");
        this.neighbours.notifAnswers(aResponse().withStatus(503));
        try (var a = this.chatter.connect(alice)) {
            for (var i = 0; i < 8; i++) {
                a.say(this.chatter.known(this.neighbours.person("b" + i, "here")).username(), "hi");
            }
            await().untilAsserted(() -> assertThat(status("notif")).isEqualTo("AWAY"));
            assertThat(detail("notif", "because")).isEqualTo("503 SERVICE_UNAVAILABLE");
            assertThat(detail("notif", "lastFailure")).isNotEmpty();
            assertIsWell();

            this.neighbours.notifAnswers(aResponse().withStatus(201).withBody("{}"));
            await().untilAsserted(() -> assertThat(status("notif")).isEqualTo("UP"));
            assertThat(detail("notif", "lastAnswer")).isNotEmpty();
        }
    }

    @Test
    void uaclAwayIsShownAndCountsForNothing() {
        var asked = this.neighbours.uacl().getAllServeEvents().size();
        health();
        assertThat(this.neighbours.uacl().getAllServeEvents()).hasSize(asked);
        var said = SaidLines.of("net.emotives.chatter.identity");
        var broken = this.neighbours.uaclAnswers(aResponse().withStatus(500));
        for (var i = 0; i < 12; i++) {
            this.chatter.get("/connections", broken);
        }
        // The breaker lets some calls pass now and then, which fail as well.
        var failed = this.neighbours.uacl().getAllServeEvents().size();
        await().until(() -> {
            this.chatter.get("/connections", broken);
            return this.neighbours.uacl().getAllServeEvents().size() >= failed + 6;
        });

        assertThat(status("uacl")).isEqualTo("AWAY");
        assertThat(detail("uacl", "because")).startsWith("500");
        assertIsWell();

        var alice = this.neighbours.person("alice", "here");
        await().untilAsserted(() -> {
            assertThat(this.chatter.get("/connections", alice).status()).isEqualTo(200);
            this.chatter.get("/connections", this.neighbours.person("b", "here"));
            assertThat(status("uacl")).isEqualTo("UP");
        });
        said.close();
        assertThat(said.lines()).containsExactly("WARN uacl is away", "INFO uacl is back");
    }

    /** To orchestrators, and to whoever looks at the whole. */
    private void assertIsWell() {
        assertThat(this.chatter.get("/healthz", null).status()).isEqualTo(200);
        assertThat(this.chatter.get("/readyz", null).status()).isEqualTo(200);
        assertThat(health().status()).isEqualTo(200);
        assertThat(health().json().get("status").asString()).isEqualTo("UP");
        assertThat(
                        new Chatter(this.managementPort)
                                .get("/actuator/health/readiness", null)
                                .status())
                .isEqualTo(200);
    }

    private Answer health() {
        return new Chatter(this.managementPort).get("/actuator/health", null);
    }

    private String status(String neighbour) {
        return health().json().at("/components/" + neighbour + "/status").asString();
    }

    private String detail(String neighbour, String name) {
        return health().json().at("/components/" + neighbour + "/details/" + name).asString();
    }
}
