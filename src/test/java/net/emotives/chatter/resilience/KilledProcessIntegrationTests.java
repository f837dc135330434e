package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.OwnPostgres;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Random;

/**
 * The process is killed under load, again and again, and goes on where it was. More rounds with
 * {@code -Dkill.rounds=50}, others with {@code -Dkill.seed=…}.
 */
class KilledProcessIntegrationTests {

    private static final int ROUNDS = Integer.getInteger("kill.rounds", 2);
    private static final int MORE = 10;
    private static final long SEED = Long.getLong("kill.seed", System.nanoTime());
    private static final int SENDERS = 32;

    @Test
    void losesAndDoublesNothing() throws InterruptedException {
        var random = new Random(SEED);
        try (var postgres = OwnPostgres.start();
                var service = Service.on(postgres.port());
                var crowd = new Crowd(service, postgres.jdbcClient(), SENDERS)) {
            var rounds = 0;
            while (rounds < ROUNDS || rounds < ROUNDS + MORE && !counts(crowd)) {
                var before = crowd.acknowledged();
                var load = SENDERS + random.nextInt(250);
                await().atMost(Duration.ofMinutes(2))
                        .pollInterval(Duration.ofMillis(1))
                        .until(() -> crowd.acknowledged() > before + load);
                service.kill();
                crowd.lookAtWhatIsUnacknowledged();
                service.startAgain();
                rounds++;
            }
            crowd.judge();
            System.out.printf(
                    "kill -9: seed %d, %d rounds, %d messages, %d stored but never acknowledged,"
                            + " %d retries answered by the first result%n",
                    SEED,
                    rounds,
                    crowd.acknowledged(),
                    crowd.storedUnacknowledged(),
                    crowd.repeated());
            assertThat(counts(crowd)).as("the run counts").isTrue();
        }
    }

    private static boolean counts(Crowd crowd) {
        return crowd.storedUnacknowledged() > 0 && crowd.repeated() > 0;
    }
}
