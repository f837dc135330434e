package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;

/**
 * The same load for a long time: what memory does meanwhile, and that nothing is lost. What lives
 * is counted after a collection that is asked for each time.
 */
class SoakBench {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.soak", 600));
    private static final Duration STEP = Duration.ofSeconds(Integer.getInteger("bench.step", 30));
    private static final double MB = 1e6;

    /** Few who say much, and many who say less. */
    @ParameterizedTest
    @CsvSource({"400, 3000", "1000, 2000"})
    void keepsWhatItNeeds(int users, int rate) {
        var live = new ArrayList<Double>();
        var messages = 0L;
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var service =
                        new Service(
                                "service", postgres, stands, Map.of("NOTIFY_WHEN", "offline"))) {
            var talk = new Talk(wire, service, users);
            for (var step = 0; step < TIME.dividedBy(STEP); step++) {
                var outcome = talk.atRate(rate, Duration.ofSeconds(1), STEP);
                messages += outcome.messages();
                var memory = Memory.of(service.pid());
                live.add(memory.live() / MB);
                System.out.printf(
                        "%4d s  %.0f/s p99 %.2f ms, live %.1f MB, resident %.1f MB%n",
                        (step + 1) * STEP.toSeconds(),
                        outcome.perSecond(),
                        outcome.millis(99),
                        memory.live() / MB,
                        memory.resident() / MB);
            }
        }
        // The first steps fill caches that are bounded.
        var half = live.subList(live.size() / 2, live.size());
        Report.print(
                "soak",
                """
                %d messages of %d users in %d s, %d a second, none lost, doubled or misordered;
                  live after a collection: %.1f MB first, %.1f MB half-way, %.1f MB last; in the
                  second half %.3f MB a minute
                """,
                messages,
                users,
                TIME.toSeconds(),
                rate,
                live.getFirst(),
                half.getFirst(),
                half.getLast(),
                (half.getLast() - half.getFirst())
                        / Math.max(1, half.size() - 1)
                        / (STEP.toSeconds() / 60.0));
    }
}
