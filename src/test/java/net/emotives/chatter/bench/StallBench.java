package net.emotives.chatter.bench;

import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** One of a hundred reads nothing any more: what the others notice of it. */
class StallBench {

    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 30));
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 20));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int USERS = Integer.getInteger("bench.users", 400);
    private static final int STALLED = USERS / 100;
    private static final long QUEUE_LIMIT = 256 * 1024;

    private static final String READING = "all read";
    private static final String STALLING = "some stalled";

    private final Rounds p99 = new Rounds();
    private int closed;
    private double queued;

    @Test
    void othersNoticeNothing() {
        double rate;
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var service = new Service("service", postgres, stands, Service.NOTIF_AWAY)) {
            var talk = new Talk(wire, service, USERS);
            talk.closedLoop(WARM, Duration.ofSeconds(1));
            rate = talk.closedLoop(Duration.ofSeconds(2), Duration.ofSeconds(5)).perSecond() / 2;
            try (var stalled = new Stalled(wire, service, STALLED)) {
                for (var round = 0; round < ROUNDS; round++) {
                    // Where it wrote to disk by itself, those of one turn would wait for that.
                    postgres.jdbcClient().sql("CHECKPOINT").update();
                    turn(READING, talk, rate, service);
                    var before = stalled.closed();
                    postgres.jdbcClient().sql("CHECKPOINT").update();
                    stalled.stall(true);
                    turn(STALLING, talk, rate, service);
                    stalled.stall(false);
                    this.closed += stalled.closed() - before;
                }
            }
        }
        Report.print(
                "stall",
                """
                %d users at %.0f messages a second, %d more are told 0.8 MB/s each; p99 %.2f ms
                  when those read nothing: to when they do %s (target at most 1.3)
                  when they do: to itself %s
                  closed as slow %d times in %d turns; at most %.0f bytes queued, of %d
                """,
                USERS,
                rate,
                STALLED,
                this.p99.median(READING),
                this.p99.ratio(STALLING, READING),
                this.p99.againstItself(READING),
                this.closed,
                ROUNDS,
                this.queued,
                STALLED * QUEUE_LIMIT);
        Results.atMost(
                1.3,
                "1 % of readers stalled: p99 of the others",
                this.p99.ratios(STALLING, READING));
        if (this.closed == 0) {
            throw new AssertionError("none of them was slow");
        }
    }

    private void turn(String name, Talk talk, double rate, Service service) {
        var outcome = talk.atRate(rate, Duration.ofSeconds(5), TIME);
        var waiting = service.process().metric("chatter.protocol.queued");
        this.queued = Math.max(this.queued, waiting);
        System.out.printf(
                "%-14s p50 %.2f p99 %.2f p99.9 %.2f max %.1f ms, %.0f bytes queued%n",
                name,
                outcome.millis(50),
                outcome.millis(99),
                outcome.millis(99.9),
                outcome.millis(100),
                waiting);
        this.p99.add(name, outcome.millis(99));
    }
}
