package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalManagementPort;

/** What is not there for clients, and what each answer says of itself. */
@GuardedTest
class ClosedDoorsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @LocalManagementPort private int managementPort;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator/health",
                "/actuator/info"
            })
    void managementIsOnItsOwnPortAlone(String path) {
        assertThat(new Chatter(this.managementPort).get(path, null).status()).isEqualTo(200);
        assertThat(this.chatter.get(path, null).status()).isEqualTo(404);
        assertThat(this.chatter.get(path + "/", null).status()).isEqualTo(404);
        var disguised =
                "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Forwarded-Port: %d\r\n"
                        .formatted(path, this.managementPort, this.managementPort);
        try (var answer =
                RawSocket.request(
                        GuardedTest.GATEWAY,
                        this.chatter.port(),
                        0,
                        disguised + "Connection: close\r\n\r\n")) {
            assertThat(answer.status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env",
                "configprops",
                "beans",
                "heapdump",
                "threaddump",
                "loggers",
                "shutdown",
                "mappings",
                "httpexchanges"
            })
    void whatTellsSecretsIsOnNoPort(String endpoint) {
        for (var port : new int[] {this.managementPort, this.chatter.port()}) {
            assertThat(new Chatter(port).get("/actuator/" + endpoint, null).status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PROPFIND", "PUT", "PATCH", "DELETE", "BREW"})
    void otherMethodsAreRefusedEverywhere(String method) {
        for (var path : new String[] {"/healthz", "/ws_token", "/user", "/ws", "/nothing"}) {
            var line = method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n";
            try (var answer = RawSocket.request(this.chatter.port(), 0, line + "\r\n")) {
                assertThat(answer.status()).as(line).isBetween(400, 501);
                assertThat(answer.body()).doesNotContain("Tomcat", "Exception", "Host: x");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/nothing", "/chatter.js", "/ws", "/messages"})
    void everyAnswerForbidsWhatNoPageNeeds(String path) {
        var answer = this.chatter.get(path, this.neighbours.person("reader", "headers"));
        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.header("Cross-Origin-Resource-Policy")).hasValue("same-origin");
        assertThat(answer.header("Cache-Control")).hasValue("no-cache");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.header("X-Powered-By")).isEmpty();
    }

    @Test
    void noCookieIsSetAndNoneIsBelieved() {
        var guest = this.neighbours.person("guest", "cookies");
        var answer = this.chatter.get("/ws_token", guest);
        assertThat(answer.header("Set-Cookie")).isEmpty();
        var crossSite =
                this.chatter.send(
                        this.chatter
                                .request("/ws_token")
                                .header("Origin", "http://evil.example")
                                .header("Cookie", "Authorization=" + guest.bearer()));
        assertThat(crossSite.status()).isEqualTo(401);
        assertThat(crossSite.header("Access-Control-Allow-Origin")).isEmpty();
    }
}
