package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Records the service under load in {@code target/bench/profile.jfr}, for {@code jfr view}. */
class ProfileBench {

    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));
    private static final int USERS = Integer.getInteger("bench.users", 100);
    private static final String JVM =
            "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename=target/bench/profile.jfr";
    private static final String NOTIF = System.getProperty("bench.notif", "away");

    @Test
    void records() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var service =
                        new Service(
                                "chatter",
                                postgres,
                                stands,
                                NOTIF.equals("away") ? Service.NOTIF_AWAY : Map.of(),
                                List.of(JVM))) {
            var talk = new Talk(wire, service, USERS);
            var outcome = talk.closedLoop(Duration.ofSeconds(15), TIME);
            System.out.printf(
                    "%8.0f/s %8.0f µs (service %.0f) p50 %.1f p99 %.1f ms generator %.2f%n",
                    outcome.perSecond(),
                    outcome.micros(),
                    outcome.serviceMicros(),
                    outcome.latency().getValueAtPercentile(50) / 1e6,
                    outcome.latency().getValueAtPercentile(99) / 1e6,
                    outcome.generator());
        }
    }
}
