package net.emotives.chatter.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.OwnPostgres;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Map;

/** What a node that cannot reach PostgreSQL says of itself, under load. */
@TestInstance(Lifecycle.PER_CLASS)
class ReadinessIntegrationTests {

    private static final Duration UNREADY_AFTER = Duration.ofSeconds(6);

    /** What happens between the node and its database. */
    enum Fault {
        BLACK_HOLE,
        CUT;

        void begin(Cable cable) {
            switch (this) {
                case BLACK_HOLE -> cable.silence();
                case CUT -> cable.cut();
            }
        }

        void end(Cable cable) {
            switch (this) {
                case BLACK_HOLE -> cable.flow();
                case CUT -> cable.mend();
            }
        }
    }

    private final OwnPostgres postgres = OwnPostgres.start();
    private final Cable cable = Cable.to(this.postgres.port());
    private final Service service =
            Service.on(
                    "postgres://postgres:postgres@127.0.0.1:" + this.cable.port() + "/postgres",
                    Map.of("CHATTER_DATABASE_UNREADYAFTER", UNREADY_AFTER.toSeconds() + "s"));
    private final Chatter chatter = this.service.chatter();

    @AfterAll
    void stop() {
        this.service.close();
        this.cable.close();
        this.postgres.close();
    }

    @ParameterizedTest
    @EnumSource
    void staysReadyThroughABlinkFallsAfterTheStatedTimeAndLosesNothing(Fault fault)
            throws InterruptedException {
        try (var crowd = new Crowd(this.service, this.postgres.jdbcClient(), 16)) {
            awaitMore(crowd);
            fault.begin(this.cable);
            stays(true, Duration.ofSeconds(1));
            fault.end(this.cable);
            // Until long after the time in which the node would have fallen.
            stays(true, UNREADY_AFTER);
            awaitMore(crowd);

            fault.begin(this.cable);
            var begun = System.nanoTime();
            awaitReady(false);
            var unready = Duration.ofNanos(System.nanoTime() - begun);
            // Earlier by as long as nobody had asked, and later by what a slow machine adds; both
            // far from at once, and from what is the default.
            assertThat(unready).isBetween(UNREADY_AFTER.dividedBy(3), UNREADY_AFTER.plusSeconds(8));
            assertThat(this.chatter.get("/healthz", null).status()).isEqualTo(200);
            stays(false, Duration.ofSeconds(1));

            fault.end(this.cable);
            var ended = System.nanoTime();
            awaitReady(true);
            System.out.printf(
                    "readiness, %s: not ready after %d ms, ready again %d ms after its end%n",
                    fault, unready.toMillis(), (System.nanoTime() - ended) / 1_000_000);
            awaitMore(crowd);
            crowd.judge();
        }
    }

    private void awaitReady(boolean ready) {
        await().pollInterval(Duration.ofMillis(50)).until(() -> isReady() == ready);
    }

    private void stays(boolean ready, Duration time) {
        await().during(time)
                .failFast("it is not what it was", () -> isReady() != ready)
                .until(() -> true);
    }

    private boolean isReady() {
        var status = this.chatter.get("/readyz", null).status();
        assertThat(status).isIn(200, 503);
        return status == 200;
    }

    private static void awaitMore(Crowd crowd) {
        var before = crowd.acknowledged();
        await().atMost(Duration.ofMinutes(1)).until(() -> crowd.acknowledged() > before + 100);
    }
}
