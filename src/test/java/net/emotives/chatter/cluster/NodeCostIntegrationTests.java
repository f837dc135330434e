package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.OwnPostgres;
import net.emotives.chatter.testing.QuickNeighbours;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a second node costs, and what it costs to tell it everything: measured in turns and printed.
 * A time decides nothing here, and the short run of the suite is too short for these numbers to
 * mean anything. Longer with {@code -Dcost.warm=30 -Dcost.seconds=20 -Dcost.rounds=5}. What the
 * JVMs' compilers take is told apart: it ends, if late, as each node of a pair has half of the
 * work.
 */
@ExtendWith(NodeLogs.class)
@Tag("alone")
class NodeCostIntegrationTests {

    private static final Duration TIME = Duration.ofSeconds(Integer.getInteger("cost.seconds", 1));
    private static final int ROUNDS = Integer.getInteger("cost.rounds", 1);
    private static final int WRITERS = 32;

    /** A thousand messages a second. */
    private static final Duration PACE = Duration.ofMillis(32);

    /** As fast as a half of what can be done, until most of what is called often is compiled. */
    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("cost.warm", 1));

    private static final Duration WARM_PACE = Duration.ofMillis(8);

    private static final List<String> DATABASES = List.of("alone", "one", "two");
    private static final List<String> OPTIONS =
            List.of("-XX:+UseSerialGC", "-Xmx512m", "-XX:-UseDynamicNumberOfCompilerThreads");

    private final Map<String, List<Load.Cost>> costs = new LinkedHashMap<>();

    private interface Run {

        Load.Cost run() throws InterruptedException;
    }

    @Test
    void secondNodeAndTellingItCostLittle() throws InterruptedException {
        try (var postgres = OwnPostgres.start();
                var notif = QuickNeighbours.start();
                var alone = cluster(postgres, "alone", "local", notif);
                var one = cluster(postgres, "one", "postgres", notif);
                var two = cluster(postgres, "two", "postgres", notif)) {
            for (var cluster : List.of(alone, one, two, two)) {
                cluster.launch(Map.of());
            }
            for (var cluster : List.of(alone, one, two)) {
                cluster.nodes().forEach(cluster::awaitReady);
            }
            try (var onOne = new Load(one, postgres, WRITERS, 1);
                    var onTwo = new Load(two, postgres, WRITERS, 2);
                    var onFirst = new Load(two, postgres, WRITERS, 1);
                    var onAlone = new Load(alone, postgres, WRITERS, 1)) {
                for (var cluster : List.of(alone, one, two)) {
                    // Each node would answer probes all the time, which is no message's cost.
                    cluster.nodes().forEach(cluster.address()::remove);
                }
                var turns = new LinkedHashMap<String, Run>();
                turns.put("paced, one node", () -> onOne.run(TIME, PACE));
                turns.put("paced, two nodes", () -> onTwo.run(TIME, PACE));
                turns.put("full, one node, bus off", () -> onAlone.run(TIME, Duration.ZERO));
                turns.put("full, one node, bus on", () -> onOne.run(TIME, Duration.ZERO));
                turns.put("full, two nodes", () -> onTwo.run(TIME, Duration.ZERO));
                turns.put("full, and another listens", () -> onFirst.run(TIME, Duration.ZERO));
                for (var load : List.of(onOne, onTwo, onFirst, onAlone)) {
                    load.run(WARM, WARM_PACE);
                    emptyOutboxes(postgres);
                }
                for (var round = 0; round < ROUNDS; round++) {
                    for (var turn : turns.entrySet()) {
                        emptyOutboxes(postgres);
                        this.costs
                                .computeIfAbsent(turn.getKey(), _ -> new ArrayList<>())
                                .add(turn.getValue().run());
                    }
                }
                print();
                for (var load : List.of(onAlone, onOne, onTwo, onFirst)) {
                    // The writer himself and whom it is for.
                    await().atMost(Duration.ofMinutes(1))
                            .until(() -> load.pushed() >= 2 * load.said());
                    assertThat(load.pushed()).isEqualTo(2 * load.said());
                }
                var heals = two.metric("chatter.delivery.healing.reads");
                System.out.printf(
                        "  %.0f reads that heal, for %d messages on two nodes%n",
                        heals, onTwo.said());
                assertThat(heals).isLessThanOrEqualTo(onTwo.said() / 50.0);
            }
        }
    }

    /** What is still to be told to notif of the turn before is not of the next. */
    private static void emptyOutboxes(OwnPostgres postgres) {
        for (var database : DATABASES) {
            postgres.jdbcClient(database).sql("TRUNCATE outbox").update();
        }
    }

    private static Cluster cluster(
            OwnPostgres postgres, String database, String bus, QuickNeighbours notif) {
        return Cluster.on(
                postgres.newDatabase(database),
                OPTIONS,
                Map.of(
                        "CHATTER_BUS",
                        bus,
                        "NOTIFICATION_URL",
                        notif.notificationUrl(),
                        // What only a slow machine delays is not to count as lost.
                        "CHATTER_DELIVERY_LATE",
                        "3s"));
    }

    private void print() {
        System.out.printf(
                "cost: %d writers, %d rounds of %d s, medians%n" + "  %-28s %10s %16s %16s %16s%n",
                WRITERS,
                ROUNDS,
                TIME.toSeconds(),
                "",
                "messages/s",
                "nodes µs/message",
                "compiling µs/m.",
                "PostgreSQL µs/m.");
        this.costs.forEach((name, all) ->
                System.out.printf(
                        "  %-28s %10.0f %16.0f %16.0f %16.0f%n",
                        name,
                        median(all, Load.Cost::perSecond),
                        median(all, Load.Cost::nodeMicros),
                        median(all, Load.Cost::compilingMicros),
                        median(all, Load.Cost::postgresMicros)));
        printTwoToOne("paced", "paced, one node", "paced, two nodes");
        printTwoToOne("in a closed loop", "full, one node, bus on", "full, two nodes");
        System.out.printf(
                "  messages a second with the bus on to off: %.2f, and with another that listens"
                        + " %.2f (at least 0.9 is meant)%n",
                ratio("full, one node, bus on", "full, one node, bus off", Load.Cost::perSecond),
                ratio(
                        "full, and another listens",
                        "full, one node, bus off",
                        Load.Cost::perSecond));
    }

    private void printTwoToOne(String load, String one, String two) {
        ToDoubleFunction<ToDoubleFunction<Load.Cost>> ratio = what -> ratio(two, one, what);
        System.out.printf(
                "  processor time of two nodes to one, %s, per message: nodes %.2f, PostgreSQL"
                        + " %.2f, both %.2f (at most 1.3 is meant)%n",
                load,
                ratio.applyAsDouble(Load.Cost::nodeMicros),
                ratio.applyAsDouble(Load.Cost::postgresMicros),
                ratio.applyAsDouble(cost -> cost.nodeMicros() + cost.postgresMicros()));
    }

    private double ratio(String one, String other, ToDoubleFunction<Load.Cost> what) {
        return median(of(one), what) / median(of(other), what);
    }

    private List<Load.Cost> of(String name) {
        return this.costs.getOrDefault(name, List.of());
    }

    private static double median(List<Load.Cost> costs, ToDoubleFunction<Load.Cost> what) {
        var sorted = costs.stream().mapToDouble(what).sorted().toArray();
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
