package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@ChatterTest
class UserEndpointIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private JdbcClient jdbc;

    private final String username = "user_" + UUID.randomUUID();

    private Answer create(String body) {
        return this.chatter.post("/user", Neighbours.SECRET, body);
    }

    private static String user(String username, String group) {
        return "{\"username\":\"" + username + "\",\"user_group\":\"" + group + "\"}";
    }

    private List<Map<String, @Nullable Object>> rows() {
        return this.jdbc
                .sql("SELECT * FROM users WHERE username = ?")
                .param(this.username)
                .query()
                .listOfRows();
    }

    @Test
    void createsUserForWhoeverShowsTheSecret() {
        var answer = create(user(this.username, "friends"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body())
                .isEqualTo("{\"result\":null,\"message\":[{\"message\":\"Created user\"}]}");
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("user_group", "friends"));
    }

    @Test
    void keepsNothingElseOfWhatUaclSends() {
        var answer =
                create(
                        """
                        {"name":"private-name","username":"%s","password":"private-password",
                         "secret":"private-secret","user_group":"friends",
                         "created_time":"2026-11-20T23:56:48Z","updated_time":"2026-11-20T23:56:48Z"}
                        """
                                .formatted(this.username));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(rows())
                .singleElement()
                .satisfies(row -> {
                    assertThat(row)
                            .containsOnlyKeys(
                                    "id", "username", "user_group", "suspended", "sent_away");
                    assertThat(row.toString()).doesNotContain("private");
                });
    }

    @Test
    void createsUserWithoutGroup() {
        assertThat(create("{\"username\":\"" + this.username + "\"}").status()).isEqualTo(201);
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("user_group", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong",
                "the shared secre",
                "the shared secret2",
                "Bearer the shared secret"
            })
    void refusesWhoeverShowsAnotherSecret(String shown) {
        var answer = this.chatter.post("/user", shown, user(this.username, "friends"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.said()).isEqualTo("Not authorised");
        assertThat(rows()).isEmpty();
    }

    @Test
    void refusesWhoeverShowsNoSecret() {
        var answer =
                this.chatter.send(
                        this.chatter
                                .request("/user")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                user(this.username, "friends"))));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body())
                .isEqualTo("{\"result\":null,\"message\":[{\"message\":\"Not authorised\"}]}");
        assertThat(rows()).isEmpty();
    }

    @Test
    void refusesASecondUserOfTheNameAndLeavesTheFirstAsHeIs() {
        create(user(this.username, "first"));
        var before = rows();
        var answer = create(user(this.username, "second"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.target()).isEqualTo("username");
        assertThat(answer.said()).contains(this.username).doesNotContainIgnoringCase("constraint");
        assertThat(rows()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "nothing",
            value = {
                "''                                    | body",
                "{                                     | body",
                "[]                                    | body",
                "null                                  | body",
                "\"user\"                              | body",
                "{}                                    | username",
                "{\"username\":\"\"}                   | username",
                "{\"username\":null}                   | username",
                "{\"username\":1}                      | username",
                "{\"username\":[\"x\"]}                | username",
                "{\"username\":\"a\\u0000b\"}          | username",
                "{\"Username\":\"x\"}                  | username",
                "{\"username\":\"x\",\"user_group\":1} | user_group"
            })
    void refusesABodyThatIsNoUserAndNamesTheField(String body, String field) {
        var answer = create(body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.target()).isEqualTo(field);
        assertThat(answer.said()).contains(field).doesNotContainIgnoringCase("jackson");
    }

    @Test
    void takesNamesAndGroupsUpToTheirLengthAndNotBeyond() {
        var longest = this.username + "x".repeat(128 - this.username.length());

        var longName = create(user(longest + "x", "g"));
        assertThat(longName.status()).isEqualTo(400);
        assertThat(longName.target()).isEqualTo("username");
        var longGroup = create(user(longest, "g".repeat(57)));
        assertThat(longGroup.status()).isEqualTo(400);
        assertThat(longGroup.target()).isEqualTo("user_group");
        assertThat(create(user(longest, "g".repeat(56))).status()).isEqualTo(201);
    }

    @Test
    void refusesABodyThatIsTooLarge() {
        var answer =
                create(
                        "{\"username\":\"%s\",\"bio\":\"%s\"}"
                                .formatted(this.username, "x".repeat(64 * 1024)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(rows()).isEmpty();
    }
}
