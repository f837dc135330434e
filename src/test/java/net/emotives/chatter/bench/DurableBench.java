package net.emotives.chatter.bench;

import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Messages to one other, each kept before it is shown. */
class DurableBench {

    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 40));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 8));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final List<Integer> USERS =
            Stream.of(System.getProperty("bench.users", "100,1000,2").split(",", -1))
                    .map(Integer::valueOf)
                    .toList();

    /** Rows by which the relay's rate is taken, and for how long. */
    private static final long MANY = 20_000;

    private static final Duration CATCH_UP = Duration.ofSeconds(3);

    private static final String NODE = "node";
    private static final String QUIET = "notif away";
    private static final String DEFAULT = "usual";
    private static final String OFFLINE = "offline";

    private final Rounds rate = new Rounds();
    private final Rounds cost = new Rounds();
    private final Rounds latency = new Rounds();
    private final Rounds catchUp = new Rounds();

    @Test
    void inClosedLoop() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var node = new NodeReference(NODE, postgres);
                var quiet = new Service(QUIET, postgres, stands, Service.NOTIF_AWAY);
                var usual = new Service(DEFAULT, postgres, stands, Map.of());
                var offline =
                        new Service(OFFLINE, postgres, stands, Map.of("NOTIFY_WHEN", "offline"))) {
            var first = true;
            for (var users : USERS) {
                var talks = new ArrayList<Talk>();
                for (var subject : List.of(node, quiet, usual, offline)) {
                    talks.add(new Talk(wire, subject, users));
                }
                if (first) {
                    for (var talk : talks) {
                        talk.closedLoop(WARM, Duration.ofSeconds(1));
                        awaitCalm(postgres, talk);
                    }
                    first = false;
                }
                for (var round = 0; round < ROUNDS; round++) {
                    for (var talk : talks) {
                        turn(postgres, talk, users);
                    }
                }
                talks.forEach(Talk::close);
            }
        }
        report();
    }

    private void turn(OwnPostgres postgres, Talk talk, int users) {
        var outcome = talk.closedLoop(Duration.ofSeconds(2), TIME);
        var name = talk.subject().name();
        System.out.printf(
                "%5d %-12s %7.0f/s %6.0f µs (service %.0f) p50 %.2f p99 %.2f p99.9 %.2f max %.1f"
                        + " ms, generator %.2f%n",
                users,
                name,
                outcome.perSecond(),
                outcome.micros(),
                outcome.serviceMicros(),
                outcome.millis(50),
                outcome.millis(99),
                outcome.millis(99.9),
                outcome.millis(100),
                outcome.generator());
        var key = name + " " + users;
        this.rate.add(key, outcome.perSecond());
        this.cost.add(key, outcome.micros());
        this.latency.add(key, outcome.millis(50));
        awaitCalm(postgres, talk);
    }

    /** What is still to be told of this turn is not of the next; how fast it goes is told. */
    private void awaitCalm(OwnPostgres postgres, Talk talk) {
        if (!talk.subject().name().equals(DEFAULT)) {
            return;
        }
        var jdbc = postgres.jdbcClient(DEFAULT);
        var rows = jdbc.sql("SELECT count(*) FROM outbox");
        var begun = System.nanoTime();
        var before = rows.query(Long.class).single();
        if (before > MANY) {
            Crowd.sleep(CATCH_UP);
            var told = before - rows.query(Long.class).single();
            this.catchUp.add(DEFAULT, told * 1e9 / (System.nanoTime() - begun));
        }
        jdbc.sql("TRUNCATE outbox").update();
    }

    private void report() {
        var text = new StringBuilder();
        text.append(
                """
                durable messages, each acknowledged after its commit and shown to both ends; ratios
                to the Node reference of the same turn, median (least-greatest) of %d turns:
                """
                        .formatted(ROUNDS));
        for (var users : USERS) {
            var node = NODE + " " + users;
            text.append(
                    "%5d users, Node: %.0f/s, %.0f µs, p50 %.2f ms; to itself: %s per second%n"
                            .formatted(
                                    users,
                                    this.rate.median(node),
                                    this.cost.median(node),
                                    this.latency.median(node),
                                    this.rate.againstItself(node)));
            for (var name : List.of(QUIET, DEFAULT, OFFLINE)) {
                var key = name + " " + users;
                text.append(
                        "  %-11s %6.0f/s %s; CPU %3.0f µs %s; p50 %.2f ms %s%n"
                                .formatted(
                                        name,
                                        this.rate.median(key),
                                        this.rate.ratio(key, node),
                                        this.cost.median(key),
                                        this.cost.ratio(key, node),
                                        this.latency.median(key),
                                        this.latency.ratio(key, node)));
            }
        }
        text.append(
                """
                targets: per second at least 1.5 (usual), 2.0 (offline); CPU at most 0.5 (notif away);
                p50 of 2 users at most 1.5; 1000 users at least 0.95 of 100
                the relay catches up with %.0f notifications a second when the service is idle
                """
                        .formatted(this.catchUp.median(DEFAULT)));
        Report.print("durable", "%s", text);
        results();
    }

    private void results() {
        for (var users : USERS) {
            var to = NODE + " " + users;
            var of = users + " users: ";
            if (users >= 100) {
                var rates = "messages a second to the Node reference";
                Results.atLeast(1.5, of + rates, this.rate.ratios(DEFAULT + " " + users, to));
                Results.atLeast(
                        2, of + rates + ", offline", this.rate.ratios(OFFLINE + " " + users, to));
                Results.atMost(
                        0.5,
                        of + "CPU of a message to the Node reference",
                        this.cost.ratios(QUIET + " " + users, to));
            } else if (users == 2) {
                Results.atMost(
                        1.5,
                        of + "median latency to the Node reference",
                        this.latency.ratios(DEFAULT + " " + users, to));
            }
        }
        if (USERS.containsAll(List.of(100, 1000))) {
            Results.atLeast(
                    0.95,
                    "messages a second of 1000 users to 100",
                    this.rate.ratios(DEFAULT + " 1000", DEFAULT + " 100"));
        }
    }
}
