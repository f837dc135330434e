package net.emotives.chatter.bench;

import net.emotives.chatter.journal.writer.OneByOne;
import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** Many writers, against the same transaction with one message at a time and against few. */
class WritersBench {

    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 20));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int CONNECTIONS = 8;
    private static final int FEW = 8;
    private static final int MANY = 64;

    private static final String ONE_BY_ONE = "one at a time";

    private final Rounds rate = new Rounds();

    @Test
    void manyAndOneByOne() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var oneByOne = new OneByOne(postgres.newDatabase("one_by_one"), CONNECTIONS);
                var service = new Service("service", postgres, stands, Service.NOTIF_AWAY)) {
            var talk = new Talk(wire, service, MANY);
            talk.closedLoop(WARM, Duration.ofSeconds(1));
            var _ = oneByOne.perSecond(WARM);
            for (var round = 0; round < ROUNDS; round++) {
                turn(ONE_BY_ONE, oneByOne.perSecond(TIME));
                turn(name(FEW), talk.closedLoop(FEW, SETTLE, TIME).perSecond());
                turn(name(MANY), talk.closedLoop(SETTLE, TIME).perSecond());
            }
        }
        Results.atLeast(
                3,
                "64 senders to one message at a time on 8 connections",
                this.rate.ratios(name(MANY), ONE_BY_ONE));
        Results.atLeast(1, "64 senders to 8 senders", this.rate.ratios(name(MANY), name(FEW)));
        Report.print(
                "writers",
                """
                messages a second, median of %d turns; %d one at a time on %d connections %s to itself:
                  %d senders %.0f/s, to one at a time %s
                  %d senders %.0f/s, to one at a time %s (target at least 3); to %d senders %s
                  (target at least 1)
                """,
                ROUNDS,
                Math.round(this.rate.median(ONE_BY_ONE)),
                CONNECTIONS,
                this.rate.againstItself(ONE_BY_ONE),
                FEW,
                this.rate.median(name(FEW)),
                this.rate.ratio(name(FEW), ONE_BY_ONE),
                MANY,
                this.rate.median(name(MANY)),
                this.rate.ratio(name(MANY), ONE_BY_ONE),
                FEW,
                this.rate.ratio(name(MANY), name(FEW)));
    }

    private static String name(int senders) {
        return senders + " senders";
    }

    private void turn(String name, double perSecond) {
        System.out.printf("%-14s %8.0f/s%n", name, perSecond);
        this.rate.add(name, perSecond);
    }
}
