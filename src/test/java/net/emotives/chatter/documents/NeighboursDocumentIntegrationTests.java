package net.emotives.chatter.documents;

import static com.github.tomakehurst.wiremock.client.WireMock.okJson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** That docs/neighbours.md shows what is accepted from uacl and sent to notif. */
@ChatterTest
class NeighboursDocumentIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Value("${chatter.notifications.site}")
    private String site = "";

    @Test
    void documentedAnswerOfUaclIsAccepted() throws IOException {
        var caller = this.neighbours.uaclAnswers(okJson(example("uacl")));
        var answer = this.chatter.get("/ws_token", caller);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.result().get("username").asString()).isEqualTo("alice");
    }

    @Test
    void documentedBodyIsWhatNotifGets() throws IOException {
        var alice = this.chatter.known(this.neighbours.person("alice", "neighbours"));
        var bob = this.chatter.known(this.neighbours.person("bob", "neighbours"));
        try (var socket = this.chatter.connectV2(alice)) {
            socket.to(bob.username(), "n1", "hi");
        }
        var sent = await().until(() -> this.neighbours.requestsTo(bob), list -> !list.isEmpty());
        var request = sent.getFirst();
        assertThat(request.getHeader("Idempotency-Key")).isNotBlank();
        assertThat(request.getHeader("Authorization")).isNotBlank();
        assertThat(request.getHeader("Content-Type")).startsWith("application/json");
        var text =
                example("notif")
                        .replace("https://site.example/", this.site)
                        .replace("alice", alice.username())
                        .replace("bob", bob.username());
        var documented = (ObjectNode) JsonMapper.shared().readTree(text);
        var got = (ObjectNode) JsonMapper.shared().readTree(request.getBodyAsString());
        assertThat(got.get("created_at").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?Z");
        documented.set("created_at", got.get("created_at"));
        assertThat(got).isEqualTo(documented);
    }

    private static String example(String of) throws IOException {
        var page = Files.readString(Path.of("docs", "neighbours.md"));
        var found = Pattern.compile("```json " + of + "\\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(found.find()).as("an example of %s", of).isTrue();
        return found.group(1);
    }
}
