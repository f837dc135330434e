package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Answer;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;

@ChatterTest
class ConnectionsEndpointIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    private final String group = "group-" + UUID.randomUUID();
    private Person caller = new Person("", "", "");

    @BeforeEach
    void enter() {
        this.caller = this.neighbours.person("m", this.group);
        this.chatter.get("/connections", this.caller);
    }

    private void populate(String prefix, int users) {
        this.jdbc
                .sql(
                        "INSERT INTO users (username, user_group) SELECT ? || lpad(n::text, 6, '0')"
                                + " || ?, ? FROM generate_series(1, ?) n")
                .params(prefix, UUID.randomUUID().toString(), this.group, users)
                .update();
    }

    private static List<String> names(Answer answer) {
        return StreamSupport.stream(answer.result().spliterator(), false)
                .map(user -> user.get("username").asString())
                .toList();
    }

    @Test
    void listsTheWholeGroupWithTheCallerInTheOrderOfNames() {
        var zoe = this.neighbours.person("zoe", this.group);
        var adam = this.neighbours.person("adam", this.group);
        var stranger = this.neighbours.person("stranger", "elsewhere");
        List.of(zoe, adam, stranger).forEach(person -> this.chatter.get("/connections", person));

        var answer = this.chatter.get("/connections", this.caller);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(names(answer))
                .containsExactly(adam.username(), this.caller.username(), zoe.username());
        assertThat(answer.result())
                .allSatisfy(user -> {
                    assertThat(user.propertyNames()).containsExactly("username", "active");
                    assertThat(user.get("active").isBoolean()).isTrue();
                });
        assertThat(answer.header("Link")).isEmpty();
    }

    @Test
    void showsWhoIsOnline() {
        try (var _ = this.chatter.connect(this.caller)) {
            await().untilAsserted(() -> assertThat(isActive()).isTrue());
        }
        await().untilAsserted(() -> assertThat(isActive()).isFalse());
    }

    private boolean isActive() {
        return this.chatter
                .get("/connections", this.caller)
                .result()
                .get(0)
                .get("active")
                .asBoolean();
    }

    @Test
    void givesAtMostAThousandAndALinkToTheRest() {
        populate("n", 1100);
        for (var path : List.of("/connections", "/connections?limit=5000")) {
            var first = this.chatter.get(path, this.caller);
            assertThat(first.result()).hasSize(1000);
            var rest = this.chatter.get(next(first), this.caller);
            assertThat(rest.result()).hasSize(101);
            assertThat(rest.header("Link")).isEmpty();
        }
    }

    @Test
    void leadsThroughAllByLinks() {
        populate("n", 10);
        populate("ü &+%", 3);
        var walked = new ArrayList<String>();
        var answer = this.chatter.get("/connections?limit=4", this.caller);
        walked.addAll(names(answer));
        while (answer.header("Link").isPresent()) {
            assertThat(names(answer)).hasSize(4);
            answer = this.chatter.get(next(answer), this.caller);
            walked.addAll(names(answer));
        }
        assertThat(walked).isEqualTo(names(this.chatter.get("/connections", this.caller)));
        assertThat(walked).hasSize(14).doesNotHaveDuplicates();
    }

    @Test
    void needsNoLinkWhenThePageIsExactlyFull() {
        populate("n", 3);
        assertThat(this.chatter.get("/connections?limit=4", this.caller).header("Link")).isEmpty();
    }

    private static String next(Answer answer) {
        return LinkHeader.of(answer).get("next");
    }

    @ParameterizedTest
    @CsvSource({"limit=0,limit", "limit=-1,limit", "limit=x,limit", "after=a%00b,after"})
    void refusesAParameterThatIsNoneAndNamesIt(String query, String name) {
        var answer = this.chatter.get("/connections?" + query, this.caller);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.target()).isEqualTo(name);
    }

    @Test
    void ignoresUnknownParameters() {
        var answer = this.chatter.get("/connections?colour=blue&Limit=x", this.caller);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result()).hasSize(1);
    }
}
