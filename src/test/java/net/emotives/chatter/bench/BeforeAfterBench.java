package net.emotives.chatter.bench;

import net.emotives.chatter.testing.FastJar;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares this build with an earlier jar ({@code -Dbench.before=…}) in alternating turns: durable
 * messages, fan-out and reconnecting. The earlier jar against itself shows the spread of no change.
 */
class BeforeAfterBench {

    private static final String JAR = System.getProperty("bench.before", "");

    /** Settings of this build that the earlier jar does not know, by their environment names. */
    private static final Set<String> ONLY_AFTER =
            Stream.of(System.getProperty("bench.before.without", "").split(",", -1))
                    .collect(Collectors.toSet());

    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 20));
    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("bench.seconds", 5));
    private static final List<Integer> USERS = numbers("bench.users", "100,1000,2");
    private static final List<Integer> MEMBERS = numbers("bench.members", "100,1000");
    private static final int CLIENTS = Integer.getInteger("bench.clients", 5_000);
    private static final Duration AFTERMATH = Duration.ofSeconds(3);

    private final Rounds rounds = new Rounds();
    private final Set<String> rows = new LinkedHashSet<>();

    /** One of the two builds that are compared. */
    private enum Build {
        BEFORE,
        AFTER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        Service start(
                String kind,
                OwnPostgres postgres,
                QuickNeighbours stands,
                Map<String, String> settings,
                List<String> options,
                List<String> prefix) {
            var known =
                    settings.entrySet().stream()
                            .filter(it -> this == AFTER || !ONLY_AFTER.contains(it.getKey()))
                            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
            var jar = this == BEFORE ? Path.of(JAR) : FastJar.BUILT;
            return new Service(this + " " + kind, jar, postgres, stands, known, options, prefix);
        }

        String database(String kind) {
            return (this + " " + kind).replaceAll("\\W", "_");
        }
    }

    /** One of each build. */
    private record Pair<T>(T before, T after) {

        T of(Build build) {
            return build == Build.BEFORE ? this.before : this.after;
        }
    }

    @BeforeAll
    static void needsAnEarlierJar() {
        Assumptions.assumeFalse(JAR.isEmpty(), "-Dbench.before names no jar to compare with");
    }

    @AfterEach
    void report() {
        for (var row : this.rows) {
            var before = Build.BEFORE + row;
            Report.print(
                    "before-after",
                    "%s: %.2f before, %.2f after; after to before %s, before to itself %s%n",
                    row.strip(),
                    this.rounds.median(before),
                    this.rounds.median(Build.AFTER + row),
                    this.rounds.ratio(Build.AFTER + row, before),
                    this.rounds.againstItself(before));
        }
    }

    @Test
    void durableMessages() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var before =
                        Build.BEFORE.start(
                                "talk", postgres, stands, Map.of(), List.of(), List.of());
                var after =
                        Build.AFTER.start(
                                "talk", postgres, stands, Map.of(), List.of(), List.of())) {
            var cold = true;
            for (var users : USERS) {
                var talks = new Pair<>(new Talk(wire, before, users), new Talk(wire, after, users));
                if (cold) {
                    for (var build : Build.values()) {
                        talk(postgres, build, talks.of(build), WARM);
                    }
                    cold = false;
                }
                alternate(build -> {
                    var outcome = talk(postgres, build, talks.of(build), Duration.ofSeconds(2));
                    add(build, users + " users, messages a second", outcome.perSecond());
                    add(build, users + " users, CPU a message in µs", outcome.micros());
                    add(build, users + " users, p50 in ms", outcome.millis(50));
                    add(build, users + " users, p99 in ms", outcome.millis(99));
                });
                talks.before().close();
                talks.after().close();
            }
        }
    }

    private static Talk.Outcome talk(
            OwnPostgres postgres, Build build, Talk talk, Duration warmUp) {
        var outcome = talk.closedLoop(warmUp, TIME);
        // Notifications of this turn are not delivered during the next.
        postgres.jdbcClient(build.database("talk")).sql("TRUNCATE outbox").update();
        return outcome;
    }

    @Test
    void fanOut() {
        try (var postgres = SeasonedPostgres.start();
                var stands = QuickNeighbours.start()) {
            for (var size : MEMBERS) {
                try (var wire = new Wire();
                        var before = venue(Build.BEFORE, size, postgres, stands);
                        var after = venue(Build.AFTER, size, postgres, stands)) {
                    var halls =
                            new Pair<>(
                                    new Hall(wire, before, size, 8),
                                    new Hall(wire, after, size, 8));
                    halls.before().open();
                    halls.after().open();
                    halls.before().measure(WARM, TIME);
                    halls.after().measure(WARM, TIME);
                    alternate(build ->
                            add(
                                    build,
                                    size + " members, deliveries per CPU second",
                                    halls.of(build)
                                            .measure(Duration.ofSeconds(2), TIME)
                                            .perServerSecond()));
                }
            }
        }
    }

    private static ChatterVenue venue(
            Build build, int size, OwnPostgres postgres, QuickNeighbours stands) {
        var service =
                build.start(
                        "hall " + size,
                        postgres,
                        stands,
                        ChatterVenue.SETTINGS,
                        List.of(),
                        Pinned.TO_ONE_CORE);
        return new ChatterVenue(service, size);
    }

    @Test
    void reconnecting() {
        try (var postgres = Statements.start();
                var stands = QuickNeighbours.start();
                var wire = new Wire();
                var before = reconnecting(Build.BEFORE, postgres, stands);
                var after = reconnecting(Build.AFTER, postgres, stands)) {
            var teams = new Teams(CLIENTS, 10);
            var services = new Pair<>(before, after);
            for (var build : Build.values()) {
                teams.fill(postgres.jdbcClient(build.database("return")));
            }
            // One build has its clients at a time: the generator has too few ports for both.
            for (var round = 0; round <= ROUNDS; round++) {
                for (var build : Build.values()) {
                    reconnect(wire, services.of(build), build, postgres, teams, round);
                }
            }
        }
    }

    private static Service reconnecting(Build build, OwnPostgres postgres, QuickNeighbours stands) {
        return build.start(
                "return",
                postgres,
                stands,
                Map.of("CHATTER_ROOMS_OPEN", "true"),
                List.of("-Xms1g", "-Xmx1g"),
                Pinned.TO_ONE_CORE);
    }

    private void reconnect(
            Wire wire, Service service, Build build, OwnPostgres postgres, Teams teams, int round) {
        var counted = new Statements(postgres, build.database("return"));
        var clients = new Returning(wire, service, teams, 1);
        var _ = clients.come();
        Crowd.sleep(AFTERMATH);
        counted.reset();
        var cpu = service.cpu();
        clients.cut();
        var _ = clients.come();
        Crowd.sleep(AFTERMATH);
        var spent = service.cpu().since(cpu);
        if (round > 0) {
            add(build, "reconnect, CPU in ms", spent.service() / 1e6 / CLIENTS);
            add(build, "reconnect, statements", counted.work() / (double) CLIENTS);
            add(build, "reconnect, refused", clients.refusals());
        }
        clients.cut();
        Crowd.sleep(AFTERMATH);
    }

    private static void alternate(Consumer<Build> turn) {
        for (var round = 0; round < ROUNDS; round++) {
            for (var build : Build.values()) {
                turn.accept(build);
            }
        }
    }

    private void add(Build build, String row, double value) {
        this.rows.add(" " + row);
        this.rounds.add(build + " " + row, value);
        System.out.printf("%-7s %s %.2f%n", build, row, value);
    }

    private static List<Integer> numbers(String property, String usual) {
        return Stream.of(System.getProperty(property, usual).split(",", -1))
                .map(Integer::valueOf)
                .toList();
    }
}
