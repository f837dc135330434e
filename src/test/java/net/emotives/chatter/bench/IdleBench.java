package net.emotives.chatter.bench;

import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.ProcessorTime;
import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Connections on which nothing happens: their memory, and what keeping them costs. */
class IdleBench {

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 15));
    private static final List<Integer> STEPS =
            Stream.of(System.getProperty("bench.steps", "2000,10000,19000").split(",", -1))
                    .map(Integer::valueOf)
                    .toList();

    /** At how many of them the processor time is taken. */
    private static final int WATCHED = Integer.getInteger("bench.watched", 10_000);

    /** What is dead is not left lying in between, as up to a twentieth of the heap may be. */
    private static final List<String> HEAP =
            List.of(
                    JarProcess.AS_THE_IMAGE,
                    "-Xms1g",
                    "-Xmx1g",
                    "-XX:+UseSerialGC",
                    "-XX:MarkSweepDeadRatio=0");

    private static final List<String> SMALL_HEAP =
            Stream.concat(HEAP.stream(), BareTomcat.SMALL.stream()).toList();

    /** That come and go before. They are few: what is remembered of them is not counted. */
    private static final int FIRST = 300;

    /** After which nothing is under way, and nobody is remembered for having come just now. */
    private static final Duration SETTLED = Duration.ofSeconds(15);

    private final Rounds rounds = new Rounds();

    @Test
    void openedAndLeftAlone() {
        Report.print(
                "idle",
                "%-12s %6s %12s %12s %12s %12s %12s%n",
                "",
                "open",
                "RSS",
                "RSS after GC",
                "live heap",
                "outside",
                "each so far");
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start()) {
            for (var round = 0; round < ROUNDS; round++) {
                var turn = round;
                measure("bare, large", () -> bare(HEAP));
                measure("bare, small", () -> bare(SMALL_HEAP));
                measure("chatter v1", () -> chatter(1, turn, postgres, stands));
                measure("chatter v2", () -> chatter(2, turn, postgres, stands));
            }
        }
        report("chatter v1");
        report("chatter v2");
    }

    private static Venue bare(List<String> options) {
        var port = JarProcess.freePort();
        return new PlainVenue(
                "bare Tomcat", Pinned.java(BareTomcat.class, options, port), port, "/ws");
    }

    private static Venue chatter(
            int version, int turn, OwnPostgres postgres, QuickNeighbours stands) {
        var name = "idle v%d turn %d".formatted(version, turn);
        // Whoever connects is remembered by his rates until he could do all again: in a second
        // here, in 31 s as they come.
        var rates =
                Map.of(
                        "CHATTER_TOKENS_ISSUERATE_BURST",
                        "30",
                        "CHATTER_TOKENS_ISSUERATE_PERSECOND",
                        "30",
                        "CHATTER_ROOMS_CREATERATE_BURST",
                        "30",
                        "CHATTER_ROOMS_CREATERATE_PERSECOND",
                        "30",
                        "CHATTER_TOKENS_CONNECTRATE_BURST",
                        "30",
                        "CHATTER_TOKENS_CONNECTRATE_PERSECOND",
                        "30");
        return new IdleVenue(
                new Service(name, postgres, stands, rates, HEAP, Pinned.TO_ONE_CORE), version);
    }

    private void measure(String name, Supplier<Venue> start) {
        try (var venue = start.get();
                var wire = new Wire()) {
            try (var first = new Crowd(wire, venue, (_, _) -> {})) {
                first.growTo(FIRST);
            }
            Crowd.sleep(SETTLED);
            var before = Memory.of(venue.pid());
            print(name, 0, before, before);
            var crowd = new Crowd(wire, venue, (_, _) -> {});
            var last = before;
            for (var i = 0; i < STEPS.size(); i++) {
                var open = STEPS.get(i);
                crowd.growTo(open);
                if (open == WATCHED) {
                    watch(name, venue, open);
                }
                Crowd.sleep(SETTLED);
                var now = Memory.of(venue.pid());
                print(name, open, now, before);
                if (i == 0) {
                    this.rounds.add(name + " first", each(now, before, open));
                }
                if (i == STEPS.size() - 1) {
                    this.rounds.add(name, each(now, before, open));
                    var more = open - (i == 0 ? 0 : STEPS.get(i - 1));
                    this.rounds.add(name + " top", each(now, last, more));
                }
                last = now;
            }
            crowd.close();
        }
    }

    private static double each(Memory now, Memory before, int connections) {
        return (now.needed() - before.needed()) / (double) connections;
    }

    private static void print(String name, int open, Memory now, Memory before) {
        Report.print(
                "idle",
                "%-12s %6d %9.1f MB %9.1f MB %9.1f MB %9.1f MB %10.0f B%n",
                name,
                open,
                now.untidied() / 1e6,
                now.resident() / 1e6,
                now.live() / 1e6,
                now.outside() / 1e6,
                open == 0 ? 0 : each(now, before, open));
    }

    /** Pings come every 25 seconds, and everybody is somebody's news. */
    private void watch(String name, Venue venue, int open) {
        Crowd.sleep(Duration.ofSeconds(5));
        var before = ProcessorTime.of(venue.pid());
        Crowd.sleep(TIME);
        var spent = ProcessorTime.of(venue.pid()).minus(before).toNanos() / 1e3;
        var each = spent / open / TIME.toSeconds();
        Report.print(
                "idle",
                "%-12s %6d idle: %.2f µs of CPU per connection and second%n",
                name,
                open,
                each);
        this.rounds.add(name + " idle", each);
    }

    private void report(String name) {
        Results.atMost(
                4096,
                "idle, " + name + ": bytes of a connection more than bare Tomcat's, small buffers",
                this.rounds.differences(name, "bare, small"));
        Results.atMost(
                1.1,
                "idle, " + name + ": slope at the top to the first",
                this.rounds.ratios(name + " top", name + " first"));
        Results.atMost(
                5,
                "idle, " + name + ": µs of CPU a connection and second",
                this.rounds.of(name + " idle"));
        Report.print(
                "idle",
                """
                %1$s, bytes of live heap and memory outside it per connection: %2$.0f
                  more than a bare Tomcat with small buffers (%3$.0f): %4$.0f, target at most 4096
                  more than one with the buffers it comes with (%5$.0f): %6$.0f
                  slope at the top to that of the first step: %7$s, target at most 1.10
                  the bare one with small buffers to itself: %8$s
                  idle CPU: %9$.2f µs per connection and second, target at most 5; bare %10$.2f
                """,
                name,
                this.rounds.median(name),
                this.rounds.median("bare, small"),
                this.rounds.median(name) - this.rounds.median("bare, small"),
                this.rounds.median("bare, large"),
                this.rounds.median(name) - this.rounds.median("bare, large"),
                this.rounds.ratio(name + " top", name + " first"),
                this.rounds.againstItself("bare, small"),
                this.rounds.median(name + " idle"),
                this.rounds.median("bare, small idle"));
    }
}
