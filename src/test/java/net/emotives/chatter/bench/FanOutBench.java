package net.emotives.chatter.bench;

import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** One speaks in a room of many: what a delivery costs the server. */
class FanOutBench {

    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 20));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int UNDER_WAY = Integer.getInteger("bench.underway", 8);
    private static final List<Integer> SIZES =
            Stream.of(System.getProperty("bench.members", "100,1000,4000").split(",", -1))
                    .map(Integer::valueOf)
                    .toList();

    /** Without the others, for a profile. */
    private static final boolean ALONE = Boolean.getBoolean("bench.alone");

    private final Rounds ours = new Rounds();

    @Test
    void toRoomsOfMany() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start()) {
            for (var size : SIZES) {
                inRoomOf(size, postgres, stands);
            }
        }
        var least = SIZES.getFirst();
        var most = SIZES.getLast();
        if (ALONE) {
            return;
        }
        var costs = this.ours.ratios(own(least), own(most));
        if (SIZES.size() > 1) {
            Results.atMost(
                    1.2,
                    "fan-out: cost of a delivery to %d members to that of %d"
                            .formatted(most, least),
                    costs);
        }
        Report.print(
                "fan-out",
                "cost of a delivery to %d against to %d: %s (target at most 1.20)%n",
                most,
                least,
                Rounds.shown(costs));
    }

    private void inRoomOf(int size, OwnPostgres postgres, QuickNeighbours stands) {
        var venues = new ArrayList<Stage>();
        try {
            if (ALONE) {
                venues.add(chatter(size, postgres, stands));
            } else {
                venues.add(PlainVenue.ofWs());
                venues.add(SocketIoVenue.start());
                venues.add(PlainVenue.ofNaiveSpring());
                venues.add(chatter(size, postgres, stands));
            }
            try (var wire = new Wire()) {
                var halls = venues.stream().map(it -> new Hall(wire, it, size, UNDER_WAY)).toList();
                halls.forEach(Hall::open);
                var rounds = new Rounds();
                for (var round = 0; round <= ROUNDS; round++) {
                    for (var hall : halls) {
                        turn(hall, size, round, rounds);
                    }
                }
                if (!ALONE) {
                    report(size, rounds);
                }
            }
        } finally {
            venues.forEach(Venue::close);
        }
    }

    private static Stage chatter(int size, OwnPostgres postgres, QuickNeighbours stands) {
        var service =
                new Service(
                        own(size),
                        postgres,
                        stands,
                        ChatterVenue.SETTINGS,
                        List.of(),
                        Pinned.TO_ONE_CORE);
        return new ChatterVenue(service, size);
    }

    private static String own(int size) {
        return "chatter " + size;
    }

    /** The first is for the JVMs to learn. */
    private static void turn(Hall hall, int size, int round, Rounds rounds) {
        var outcome = hall.measure(round == 0 ? WARM : Duration.ofSeconds(2), TIME);
        var name = hall.venue().name();
        System.out.printf(
                "%5d %-14s %s %9.0f/s %9.0f per second of the server's CPU, %6.2f µs each; its core"
                        + " %.2f, generator %.2f%n",
                size,
                name,
                round == 0 ? "(warm-up)" : "",
                outcome.perSecond(),
                outcome.perServerSecond(),
                outcome.micros(),
                outcome.server(),
                outcome.generator());
        if (round > 0) {
            rounds.add(name, outcome.perServerSecond());
        }
    }

    private void report(int size, Rounds rounds) {
        var own = own(size);
        var what = "fan-out to " + size + ": deliveries per CPU second to ";
        Results.atLeast(1, what + "socket.io", rounds.ratios(own, "socket.io"));
        Results.atLeast(1.5, what + "naive Spring", rounds.ratios(own, "naive Spring"));
        rounds.of(own).forEach(found -> this.ours.add(own, found));
        Report.print(
                "fan-out",
                """
                %1$d members, deliveries per second of the server's CPU, median %2$.0f:
                  to socket.io         %3$s, target at least 1.00; socket.io to itself %4$s
                  to the naive Spring  %5$s, target at least 1.50; that to itself %6$s
                  to ws                %7$s, aim 1.00; ws to itself %8$s
                """,
                size,
                rounds.median(own),
                rounds.ratio(own, "socket.io"),
                rounds.againstItself("socket.io"),
                rounds.ratio(own, "naive Spring"),
                rounds.againstItself("naive Spring"),
                rounds.ratio(own, "ws"),
                rounds.againstItself("ws"));
    }
}
