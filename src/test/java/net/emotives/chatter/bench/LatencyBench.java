package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.time.Duration;

/**
 * From when a message was to be sent to when it came to whom it is for, at half of what the service
 * can do; beside what a commit without anything and an echo without anything take.
 */
class LatencyBench {

    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 30));
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int USERS = Integer.getInteger("bench.users", 100);

    /** Of a turn: what the disk or the host do for a moment falls on all that is compared. */
    private static final int SLICES = 5;

    private static final Duration SLICE = TIME.dividedBy(SLICES);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    /** A second: as many as the service commits batches, about. */
    private static final double COMMITS = 500;

    private final Rounds times = new Rounds();

    @Test
    void atHalfOfTheMost() {
        double most;
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var service = new Service("service", postgres, stands, Service.NOTIF_AWAY);
                var echoes = new Echoes(wire, USERS)) {
            var talk = new Talk(wire, service, USERS);
            talk.closedLoop(WARM, Duration.ofSeconds(1));
            most = talk.closedLoop(Duration.ofSeconds(2), TIME).perSecond();
            var _ = echoes.measure(most / 2, WARM.dividedBy(2), Duration.ofSeconds(1));
            for (var round = 0; round < ROUNDS; round++) {
                var commit = new Histogram(3);
                var echo = new Histogram(3);
                var said = new Histogram(3);
                for (var slice = 0; slice < SLICES; slice++) {
                    commit.add(EmptyCommits.measure(postgres.dataSource(), COMMITS, SLICE));
                    echo.add(echoes.measure(most / 2, SETTLE, SLICE));
                    said.add(talk.atRate(most / 2, SETTLE, SLICE).latency());
                }
                for (var percentile : new double[] {50, 99, 99.9}) {
                    add("commit", percentile, millis(commit, percentile));
                    add("echo", percentile, millis(echo, percentile));
                    add("both", percentile, millis(commit, percentile) + millis(echo, percentile));
                    add("service", percentile, millis(said, percentile));
                }
                System.out.println("commit  " + shown(commit));
                System.out.println("echo    " + shown(echo));
                System.out.println("service " + shown(said));
            }
        }
        Report.print("latency", "%d users, %.0f messages a second:%n", USERS, most / 2);
        for (var percentile : new double[] {50, 99, 99.9}) {
            Report.print(
                    "latency",
                    "  p%s of the service %.2f ms; empty commit %.2f, bare echo %.2f; to both %s%n",
                    percentile,
                    this.times.median("service" + percentile),
                    this.times.median("commit" + percentile),
                    this.times.median("echo" + percentile),
                    this.times.ratio("service" + percentile, "both" + percentile));
        }
        for (var percentile : new double[] {99, 99.9}) {
            Results.atMost(
                    3,
                    "half of the most: p" + percentile + " to empty commit and bare echo",
                    this.times.ratios("service" + percentile, "both" + percentile));
        }
        Report.print(
                "latency",
                "  target of p99 and p99.9 at most 3; both to themselves, p99: commit %s, echo"
                        + " %s%n",
                this.times.againstItself("commit99.0"),
                this.times.againstItself("echo99.0"));
    }

    private void add(String what, double percentile, double millis) {
        this.times.add(what + percentile, millis);
    }

    private static double millis(Histogram times, double percentile) {
        return times.getValueAtPercentile(percentile) / 1e6;
    }

    private static String shown(Histogram times) {
        return "p50 %.2f p99 %.2f p99.9 %.2f max %.1f ms"
                .formatted(
                        millis(times, 50),
                        millis(times, 99),
                        millis(times, 99.9),
                        times.getMaxValue() / 1e6);
    }
}
