package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;

import java.net.http.HttpRequest;
import java.util.List;

/** Paths, methods, envelopes and origins. */
@ChatterTest
class RoutingIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private ApplicationContext context;

    private static void assertEnvelope(Answer answer) {
        assertThat(answer.header("Content-Type")).hasValue("application/json");
        assertThat(answer.response().headers().allValues("Cache-Control"))
                .containsExactly("no-cache");
        assertThat(answer.json().propertyNames()).containsExactly("result", "message");
    }

    private Answer method(String method, String path, Person person) {
        return this.chatter.send(
                this.chatter
                        .request(path)
                        .header("Authorization", person.bearer())
                        .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/healthz/"})
    void saysThatItLives(String path) {
        var answer = this.chatter.get(path, null);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo("{\"result\":null,\"message\":[{\"message\":\"Health OK\"}]}");
    }

    @Test
    void saysWhetherItWantsTraffic() {
        assertThat(this.chatter.get("/readyz", null).status()).isEqualTo(200);
        AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
        try {
            var answer = this.chatter.get("/readyz", null);
            assertThat(answer.status()).isEqualTo(503);
            assertEnvelope(answer);
            assertThat(this.chatter.get("/healthz", null).status()).isEqualTo(200);
        } finally {
            AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void takesAPathWithATrailingSlashForTheSame() {
        var alice = this.neighbours.person("alice", "paths");
        var self = "from=" + alice.username() + "&to=" + alice.username();

        assertThat(this.chatter.get("/ws_token/", alice).status()).isEqualTo(201);
        assertThat(this.chatter.get("/connections/", alice).status()).isEqualTo(200);
        assertThat(this.chatter.get("/messages/?" + self, alice).status()).isEqualTo(200);
        assertThat(this.chatter.post("/user/", Neighbours.SECRET, "{}").status()).isEqualTo(400);
        var token = this.chatter.token(alice);
        try (var socket = RawSocket.handshake(this.chatter.port(), "/ws/?token=" + token)) {
            assertThat(socket.status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws_token/", "/connections/", "/messages/", "/user/"})
    void guardsAPathWithATrailingSlashAsWell(String path) {
        var request = this.chatter.request(path);
        var answer =
                this.chatter.send(
                        path.equals("/user/")
                                ? request.POST(HttpRequest.BodyPublishers.ofString("{}"))
                                : request);
        assertThat(answer.status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/nothing",
                "/user/alice",
                "/healthz/deep",
                "/actuator",
                "/actuator/health",
                "/favicon.ico",
                "/chatter.js/x",
                "/static/chatter.js",
                "/index.html",
                "/login",
                "/docs/openapi.yaml",
                "/ws/info"
            })
    void doesNotKnowOtherPaths(String path) {
        var answer = this.chatter.get(path, null);
        assertThat(answer.status()).isEqualTo(404);
        assertEnvelope(answer);
        assertThat(answer.header("Vary")).hasValue("Origin");
    }

    @ParameterizedTest
    @CsvSource({
        "/chatter.js,text/javascript,export { Chatter }",
        "/chatter/client.js,text/javascript,export class Chatter ",
    })
    void givesPagesOfListedOriginsItsClient(String path, String type, String content) {
        var answer = from("http://site.example", this.chatter.request(path));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").orElse("")).startsWith(type);
        assertThat(answer.header("Cache-Control")).hasValue("no-cache");
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("http://site.example");
        assertThat(answer.body()).contains(content);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/ws_token,GET",
        "DELETE,/connections,GET",
        "PUT,/messages,GET",
        "POST,/healthz,GET",
        "GET,/user,POST",
        "POST,/ws,GET",
        "POST,/chatter.js,GET"
    })
    void saysWhichMethodItTakes(String method, String path, String allowed) {
        var answer = method(method, path, this.neighbours.person("alice", "paths"));
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow"))
                .hasValueSatisfying(
                        allow -> assertThat(List.of(allow.split(",\\s*", -1))).contains(allowed));
        assertEnvelope(answer);
    }

    @Test
    void answersEverythingInTheEnvelope() {
        var alice = this.neighbours.person("alice", "paths");
        var self = "from=" + alice.username() + "&to=" + alice.username();
        for (var path :
                List.of(
                        "/healthz",
                        "/readyz",
                        "/ws_token",
                        "/connections",
                        "/messages?" + self,
                        "/messages",
                        "/messages?from=x",
                        "/ws",
                        "/ws?token=x",
                        "/nothing")) {
            assertEnvelope(this.chatter.get(path, alice));
        }
        assertEnvelope(this.chatter.get("/connections", null));
        assertEnvelope(this.chatter.post("/user", "wrong", "{}"));
        assertEnvelope(this.chatter.post("/user", Neighbours.SECRET, "{}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/connections?x=%zz", "//connections", "/a/../connections", "/a;b"})
    void answersWhatItsFirewallRefusesInTheEnvelope(String path) {
        try (var socket =
                RawSocket.request(
                        this.chatter.port(),
                        0,
                        "GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            assertThat(socket.status()).isBetween(400, 499);
            assertThat(socket.body()).doesNotContain("Exception", "springframework", "Tomcat");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://site.example", "http://other.example"})
    void letsPagesOfListedOriginsRead(String origin) {
        var answer = from(origin, this.chatter.request("/healthz"));
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue(origin);
        assertThat(answer.header("Access-Control-Allow-Methods"))
                .hasValue("GET,POST,OPTIONS,DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers"))
                .hasValue(
                        "Accept, Content-Type, Content-Length, Accept-Encoding, Authorization,"
                                + " X-CSRF-Token");
        assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
        assertThat(answer.header("Vary")).hasValue("Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example",
                "https://site.example",
                "http://site.example.evil",
                "http://site.example:8080",
                "HTTP://SITE.EXAMPLE",
                "null"
            })
    void letsPagesOfOtherOriginsReadNothing(String origin) {
        for (var request :
                List.of(
                        this.chatter.request("/healthz"),
                        this.chatter.request("/connections"),
                        this.chatter
                                .request("/connections")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()))) {
            var answer = from(origin, request);
            assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            assertThat(answer.header("Vary")).hasValue("Origin");
        }
    }

    @Test
    void letsPagesReadRefusalsToo() {
        var answer = from("http://site.example", this.chatter.request("/connections"));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("http://site.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/ws_token", "/messages", "/user", "/ws", "/nothing", "/healthz/"})
    void answersEveryPreflight(String path) {
        var answer =
                from(
                        "http://site.example",
                        this.chatter
                                .request(path)
                                .header("Access-Control-Request-Method", "GET")
                                .header("Access-Control-Request-Headers", "authorization")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.header("Access-Control-Allow-Origin")).hasValue("http://site.example");
        assertThat(answer.header("Access-Control-Allow-Headers").orElse(""))
                .contains("Authorization");
    }

    private Answer from(String origin, HttpRequest.Builder request) {
        return this.chatter.send(request.header("Origin", origin));
    }

    @Test
    void namesNoOriginToWhoeverIsNoPage() {
        var answer = this.chatter.get("/healthz", null);
        assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
        assertThat(answer.header("Vary")).hasValue("Origin");
    }
}
