package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.stream.Stream;

@ChatterTest
class TokenEndpointIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    @Test
    void givesATokenOfTwentyRandomBytesForFiveMinutes() {
        var alice = this.neighbours.person("alice", "tokens");
        var before = Instant.now();
        var answer = this.chatter.get("/ws_token", alice);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames()).containsExactly("result", "message");
        assertThat(answer.json().get("message").isNull()).isTrue();
        var result = answer.result();
        assertThat(result.propertyNames()).containsExactly("token", "username", "expires");
        assertThat(result.get("username").asString()).isEqualTo(alice.username());
        var token = result.get("token").asString();
        assertThat(token).hasSize(28).matches("[A-Za-z0-9_-]{27}=");
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(20);
        var expires = result.get("expires").asString();
        assertThat(expires)
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d+(Z|[+-]\\d\\d:\\d\\d)");
        assertThat(OffsetDateTime.parse(expires).toInstant())
                .isBetween(
                        before.plus(Duration.ofMinutes(5)).minusMillis(1),
                        Instant.now().plus(Duration.ofMinutes(5)));
    }

    @Test
    void givesEachTimeAnotherToken() {
        var alice = this.neighbours.person("alice", "tokens");
        assertThat(Stream.generate(() -> this.chatter.token(alice)).limit(5).distinct()).hasSize(5);
    }

    @Test
    void keepsOnlyTheHash() throws NoSuchAlgorithmException {
        var alice = this.neighbours.person("alice", "tokens");
        var token = this.chatter.token(alice).getBytes(StandardCharsets.UTF_8);

        var kept =
                this.jdbc
                        .sql("SELECT hash FROM tokens WHERE username = ?")
                        .param(alice.username())
                        .query(byte[].class)
                        .list();
        assertThat(kept)
                .singleElement()
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(token));
        assertThat(
                        this.jdbc
                                .sql("SELECT * FROM tokens WHERE username = ?")
                                .param(alice.username())
                                .query()
                                .singleRow())
                .containsOnlyKeys("hash", "username", "expires_at");
    }

    @Test
    void makesAUserOfACallerNeverSeen() {
        var alice = this.neighbours.person("alice", "tokens");
        this.chatter.get("/ws_token", alice);
        assertThat(
                        this.jdbc
                                .sql("SELECT user_group FROM users WHERE username = ?")
                                .param(alice.username())
                                .query(String.class)
                                .list())
                .containsExactly("tokens");
    }

    @Test
    void slowsDownWhoeverAsksTooOften() {
        var alice = this.neighbours.person("alice", "tokens");
        var other = this.neighbours.person("other", "tokens");
        var answers =
                Stream.generate(() -> this.chatter.get("/ws_token", alice)).limit(90).toList();

        assertThat(answers.subList(0, 30)).extracting(Answer::status).containsOnly(201);
        var refused = answers.stream().filter(answer -> answer.status() != 201).toList();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(answer.status()).isEqualTo(429);
                    assertThat(answer.header("Retry-After")).hasValue("1");
                    assertThat(answer.said()).isNotBlank();
                });
        assertThat(this.chatter.get("/ws_token", other).status()).isEqualTo(201);
    }
}
