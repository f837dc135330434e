package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.witness.Gathering;
import net.emotives.chatter.testing.witness.Participant;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Nodes behind one address are replaced one after the other while their clients talk. More of them
 * with {@code -Drolling.nodes=3}, of clients with {@code -Drolling.clients=300}, more slowly with
 * {@code -Drolling.drain=5}, more often with {@code -Drolling.rounds=3}, through another bus with
 * {@code -Drolling.bus=redis}.
 */
@ExtendWith(NodeLogs.class)
@Tag("alone")
class RollingUpdateIntegrationTests {

    private static final int CLIENTS = Integer.getInteger("rolling.clients", 40);
    private static final int NODES = Integer.getInteger("rolling.nodes", 2);
    private static final int ROUNDS = Integer.getInteger("rolling.rounds", 1);
    private static final Bus BUS =
            Bus.valueOf(
                    System.getProperty("rolling.bus", "postgres")
                            .toUpperCase(java.util.Locale.ROOT));
    private static final Duration DRAIN =
            Duration.ofSeconds(Integer.getInteger("rolling.drain", 3));

    /** Over what time clients are told to come back. */
    private static final Duration SPREAD = DRAIN.multipliedBy(2);

    /** What an orchestrator allows, by default of the chart. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    @Test
    void nobodyLosesAnything() throws InterruptedException {
        try (var nodes = Nodes.start(BUS, NODES, settings());
                var gathering = new Gathering(nodes.database().jdbcClient())) {
            gather(nodes, gathering);
            gathering.talk(Duration.ofMillis(15L * CLIENTS));
            var reconnects = new Reconnects(DRAIN);
            for (var round = 0; round < ROUNDS; round++) {
                for (var old : List.copyOf(running(nodes))) {
                    nodes.cluster().start();
                    reconnects.add(replace(old));
                }
            }
            gathering.stopTalking();
            var problems = gathering.problems("rolling-update", Duration.ofMinutes(1));
            reconnects.count(gathering.participants());
            var plot = reconnects.draw(Path.of("target", "rolling-update.svg"));
            System.out.printf(
                    "rolling update: %d clients, %d messages, %d frames, %d said again, %d answered"
                            + " by the first result, closed by %s, see %s%n%s",
                    CLIENTS,
                    gathering.acknowledged(),
                    gathering.frames(),
                    gathering.retried(),
                    gathering.repeated(),
                    closes(gathering.participants()),
                    plot,
                    reconnects);
            assertThat(problems).isEmpty();
            assertThat(reconnects.total()).isGreaterThanOrEqualTo(CLIENTS);
            assertThat(closes(gathering.participants())).containsOnlyKeys(1012);
            assertThat(reconnects.excesses()).isEmpty();
        }
    }

    private static Map<String, String> settings() {
        // Nobody looks at notifications here, and each member would be told of each message.
        return Map.of(
                "CHATTER_SOCKET_DRAIN",
                DRAIN.toSeconds() + "s",
                "CHATTER_V2_RECONNECTSPREAD",
                SPREAD.toSeconds() + "s",
                "NOTIFY_WHEN",
                "offline");
    }

    private static List<JarProcess> running(Nodes nodes) {
        return nodes.all().stream().filter(JarProcess::isAlive).toList();
    }

    private static void gather(Nodes nodes, Gathering gathering) throws InterruptedException {
        var all = new ArrayList<Participant>();
        for (var person : nodes.cluster().people("r", CLIENTS)) {
            all.add(gathering.join(nodes.cluster().chatter(), person));
        }
        for (var i = 0; i < CLIENTS; i += 10) {
            gathering.room(all.subList(i, Math.min(CLIENTS, i + 10)));
        }
        for (var i = 0; i + 1 < CLIENTS; i += 2) {
            // Not a neighbour, so that pairs and rooms overlap.
            gathering.pair(all.get(i), all.get((i + 11) % CLIENTS));
        }
    }

    /** Asks a node to go and waits until it has. */
    private static Reconnects.Departure replace(JarProcess old) {
        var connections = (int) old.metric("chatter.delivery.connections");
        var at = System.nanoTime();
        old.terminate();
        old.awaitExit(GRACE);
        return new Reconnects.Departure(at, connections, Duration.ofNanos(System.nanoTime() - at));
    }

    /** How often connections were closed with which code. */
    private static Map<Integer, Integer> closes(List<Participant> participants) {
        var closes = new HashMap<Integer, Integer>();
        for (var participant : participants) {
            participant.openings().stream()
                    .filter(opening -> opening.closed() != 0)
                    .forEach(opening -> closes.merge(opening.closed(), 1, Integer::sum));
        }
        return new TreeMap<>(closes);
    }
}
