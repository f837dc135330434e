package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

/** The stand-ins over HTTP, against the contracts of uacl and notif. */
class StandInsIntegrationTests {

    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final String PAGE = "http://localhost:8080";
    private static final byte[] KEY = new byte[32];

    private final LoopbackServer server = LoopbackServer.start(0, Set.of(PAGE));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stops() {
        this.server.close();
    }

    @Test
    void uaclTellsWhoseABearerIs() throws Exception {
        uacl(NOW);
        var login = post("/login", "{\"username\":\"Alice A\",\"user_group\":\"Test\"}");
        assertThat(login.statusCode()).isEqualTo(201);
        var bearer = LoopbackServer.JSON.readTree(login.body()).at("/result/token").asString();
        var answer = authorize("Bearer " + bearer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"result\":{\"name\":\"Alice A\",\"username\":\"alice"
                                + " a\",\"user_group\":\"test\"},\"message\":null}");
    }

    @Test
    void uaclRefusesWhatItDidNotSignOrSignedTooLongAgo() throws Exception {
        uacl(NOW);
        var bearer = new Bearers(KEY, fixed(NOW)).sign(Person.asking("alice", "test"));
        var old =
                new Bearers(KEY, fixed(NOW.minus(Bearers.LIFETIME)))
                        .sign(Person.asking("alice", "test"));
        var almostOld =
                new Bearers(KEY, fixed(NOW.minus(Bearers.LIFETIME).plus(Duration.ofSeconds(1))))
                        .sign(Person.asking("alice", "test"));
        var foreign = new Bearers(new byte[] {1}, fixed(NOW)).sign(Person.asking("alice", "test"));
        assertThat(authorize("Bearer " + almostOld).statusCode()).isEqualTo(200);
        for (var header :
                new String[] {
                    "Bearer " + old,
                    "Bearer " + foreign,
                    "Bearer " + bearer + "x",
                    "Bearer x" + bearer,
                    "Bearer .",
                    "Bearer ",
                    bearer,
                    "bearer " + bearer
                }) {
            var answer = authorize(header);
            assertThat(answer.statusCode()).as(header).isEqualTo(401);
            assertThat(answer.body())
                    .isEqualTo("{\"result\":null,\"message\":[{\"message\":\"Unauthorised\"}]}");
        }
    }

    @Test
    void uaclNamesTheFieldItRefuses() throws Exception {
        uacl(NOW);
        assertThat(post("/login", "{\"username\":\"al\",\"user_group\":\"test\"}").body())
                .contains("3 to 100 characters", "\"target\":\"username\"");
        assertThat(post("/login", "{\"username\":\"JÖRG\",\"user_group\":\"тест\"}").body())
                .contains("\"username\":\"jörg\"", "\"user_group\":\"тест\"");
        assertThat(post("/login", "{\"username\":\"a-b\",\"user_group\":\"test\"}").body())
                .contains("letters, digits, spaces and underscores", "\"target\":\"username\"");
        assertThat(post("/login", "{\"username\":\"alice\"}").body())
                .contains("\"target\":\"user_group\"");
        assertThat(post("/login", "[]").statusCode()).isEqualTo(400);
    }

    @Test
    void notifStoresWhatItIsToldOnce() throws Exception {
        notif();
        var told = "{\"username_to\":\"bob\",\"title\":\"New message!\"}";
        assertThat(notify("secret", "key 1", told).statusCode()).isEqualTo(201);
        assertThat(notify("secret", "key 1", told).body()).contains("\"id\":1");
        assertThat(notify("secret", "key 2", told).body()).contains("\"id\":2");
        assertThat(notify("secret", "key 3", "{\"username_to\":\"carol\"}").statusCode())
                .isEqualTo(201);
        var list = get("/notifications?username=bob").body();
        assertThat(LoopbackServer.JSON.readTree(list).get("result"))
                .extracting(row -> row.get("id").asInt())
                .containsExactly(2, 1);
    }

    @Test
    void notifRefusesAWrongSecretAndBadJson() throws Exception {
        notif();
        var refused = notify("wrong", "key", "{}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .isEqualTo("{\"result\":null,\"message\":[{\"message\":\"Not authorised\"}]}");
        assertThat(notify("secret", "key", "{").statusCode()).isEqualTo(422);
        assertThat(notify("secret", "key", "[]").statusCode()).isEqualTo(422);
    }

    @Test
    void letsThePageCallAndNoOther() throws Exception {
        notif();
        for (var origin : new String[] {PAGE, "http://elsewhere.example"}) {
            var answer =
                    send(
                            HttpRequest.newBuilder(uri("/notifications?username=bob"))
                                    .header("Origin", origin)
                                    .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.statusCode()).isEqualTo(204);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin").isPresent())
                    .isEqualTo(origin.equals(PAGE));
        }
    }

    @Test
    void takesAnotherPortWhereTheFirstIsTaken() {
        var port = URI.create(this.server.address()).getPort();
        try (var other = LoopbackServer.start(port, Set.of())) {
            assertThat(other.address()).isNotEqualTo(this.server.address());
        }
    }

    private void uacl(Instant now) {
        new UaclStandIn(new Bearers(KEY, fixed(now))).serve(this.server);
    }

    private void notif() {
        new NotifStandIn("secret", fixed(NOW)).serve(this.server);
    }

    private static Clock fixed(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private HttpResponse<String> authorize(String header) throws Exception {
        return send(HttpRequest.newBuilder(uri("/authorize")).header("Authorization", header));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri(path)).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> notify(String secret, String key, String body) throws Exception {
        return send(
                HttpRequest.newBuilder(uri("/internal_notification"))
                        .header("Authorization", secret)
                        .header("Idempotency-Key", key)
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private URI uri(String path) {
        return URI.create(this.server.address() + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return this.http.send(request.build(), BodyHandlers.ofString());
    }
}
