package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.Person;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/**
 * PostgreSQL goes away under load in all the ways it can, and comes back; the service stays. More
 * rounds with {@code -Doutage.rounds=10}.
 */
class DatabaseOutageIntegrationTests {

    private static final int ROUNDS = Integer.getInteger("outage.rounds", 1);
    private static final int SENDERS = 16;
    private static final int MESSAGES = 100;
    private static final int OUTAGES = 4;
    private static final int LINES_OF_AN_OUTAGE = 30;

    /** What is done to PostgreSQL, and what ends it. */
    private record Outage(String name, Runnable begin, Runnable end) {}

    @Test
    void losesAndDoublesNothingAndRecoversByItself() throws InterruptedException {
        try (var postgres = OwnPostgres.start();
                var cable = Cable.to(postgres.port());
                var service = Service.impatient(Service.url(cable.port()));
                var crowd = new Crowd(service, postgres.jdbcClient(), SENDERS)) {
            var witness = service.chatter().known(service.neighbours().person("witness", "here"));
            var quiet = service.log().lines().count();
            for (var round = 0; round < ROUNDS; round++) {
                pass(
                        new Outage("stopped hard", postgres::stopImmediately, postgres::startAgain),
                        crowd,
                        service,
                        witness);
                pass(
                        new Outage("frozen", postgres::freeze, postgres::thaw),
                        crowd,
                        service,
                        witness);
                pass(
                        new Outage("black-holed", cable::silence, cable::flow),
                        crowd,
                        service,
                        witness);
                pass(
                        new Outage("restarted", postgres::stopFast, postgres::startAgain),
                        crowd,
                        service,
                        witness);
            }
            crowd.judge();
            System.out.printf(
                    "outages: %d rounds, %d messages, %d answers that they could not be kept, %d"
                            + " retries answered by the first result%n",
                    ROUNDS, crowd.acknowledged(), crowd.refused(), crowd.repeated());
            assertThat(crowd.refused()).as("the run counts").isPositive();
            assertThat(service.isAlive()).isTrue();
            assertThat(service.log()).doesNotContain("OutOfMemoryError");
            assertSaidOnce(service.log().lines().skip(quiet).toList());
        }
    }

    /** Checks that each component logs the start and the end of an outage once, and no ERROR. */
    private static void assertSaidOnce(List<String> lines) {
        System.out.printf("outages: %d lines of log%n", lines.size());
        assertThat(lines).noneMatch(line -> line.contains(" ERROR "));
        assertThat(lines).hasSizeLessThanOrEqualTo(ROUNDS * OUTAGES * LINES_OF_AN_OUTAGE);
        assertThat(lines).anyMatch(line -> line.contains("The database is away, messages wait"));
        assertThat(lines).anyMatch(line -> line.contains("Messages are written again"));
    }

    private static void pass(Outage outage, Crowd crowd, Service service, Person witness) {
        awaitMore(crowd, MESSAGES);
        var refused = crowd.refused();
        outage.begin().run();
        // Long enough for senders to lose patience, and for HTTP to say so.
        await().atMost(Duration.ofMinutes(2)).until(() -> crowd.refused() > refused);
        var answer =
                service.chatter()
                        .get(
                                "/messages?from=%s&to=%s"
                                        .formatted(witness.username(), witness.username()),
                                witness);
        assertThat(answer.status()).as(outage.name()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).as(outage.name()).isPresent();
        outage.end().run();
        awaitMore(crowd, MESSAGES);
    }

    private static void awaitMore(Crowd crowd, int messages) {
        var before = crowd.acknowledged();
        await().atMost(Duration.ofMinutes(2)).until(() -> crowd.acknowledged() > before + messages);
    }
}
