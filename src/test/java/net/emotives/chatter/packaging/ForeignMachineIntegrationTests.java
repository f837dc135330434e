package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The jar on machines with other digits, other case rules and other time zones. */
class ForeignMachineIntegrationTests {

    private static final Pattern OTHER_DIGITS = Pattern.compile("[\\p{Nd}&&[^0-9]]");

    @ParameterizedTest
    @CsvSource({"fa, IR, PST", "ar, EG, Asia/Kathmandu", "tr, TR, America/St_Johns"})
    void startsAndTalksUnderAnyLocaleAndTimeZone(String language, String country, String zone) {
        var options = new ArrayList<>(JarProcess.LEAN);
        options.add("-Duser.language=" + language);
        options.add("-Duser.country=" + country);
        options.add("-Duser.timezone=" + zone);
        try (var database = TestDatabase.empty();
                var neighbours = new Neighbours();
                var service =
                        JarProcess.with(
                                options,
                                asFilesHaveIt(
                                        JarProcess.environment(database.url(), neighbours)))) {
            var chatter = service.launch().awaitReady().chatter();
            var ida = neighbours.person("IDA", "Istanbul");
            var bob = neighbours.person("bob", "Istanbul");
            chatter.known(bob);

            String created;
            try (var i = chatter.connectV2(ida);
                    var b = chatter.connect(bob)) {
                i.to(bob.username(), "1", "HI 1234567890");
                var frame = b.nextMessage();
                created = frame.get("created").asString();
                assertThat(frame.get("message").asString()).isEqualTo("HI 1234567890");
                b.sendBad("{}");
                assertThat(b.nextError()).isNotEmpty();
            }

            assertThat(Instant.parse(created))
                    .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES))
                    .isEqualTo(stored(database));
            var path = "/messages?from=" + bob.username() + "&to=" + ida.username();
            assertThat(chatter.get(path, bob).result())
                    .singleElement()
                    .satisfies(message ->
                            assertThat(message.get("created").asString()).isEqualTo(created));
            await().untilAsserted(() ->
                    assertThat(neighbours.toldOf(bob))
                            .singleElement()
                            .satisfies(told ->
                                    assertThat(told.get("created_at").asString())
                                            .isEqualTo(created)));
            assertThat(service.management().get("/actuator/prometheus", null).body())
                    .doesNotContainPattern(OTHER_DIGITS);
            assertThat(service.log()).doesNotContainPattern(OTHER_DIGITS).doesNotContain(" ERROR ");
        }
    }

    /** Secrets of Kubernetes often end so. */
    private static Map<String, String> asFilesHaveIt(Map<String, String> environment) {
        return environment.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey, entry -> " " + entry.getValue() + "\n"));
    }

    private static Instant stored(TestDatabase database) {
        return database.jdbcClient()
                .sql("SELECT created_at FROM messages")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }
}
