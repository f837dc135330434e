package net.emotives.chatter.bench;

import net.emotives.chatter.testing.OwnPostgres;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Messages to one other, each kept before it is shown. */
class DurableBench {

    private static final Duration WARM = Duration.ofSeconds(Integer.getInteger("bench.warm", 8));
    private static final Duration TIME =
            Duration.ofSeconds(Integer.getInteger("bench.seconds", 10));
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 5);
    private static final int USERS = Integer.getInteger("bench.users", 100);

    @Test
    void inClosedLoop() {
        try (var postgres = OwnPostgres.start();
                var stands = Stands.start();
                var wire = new Wire();
                var node = new NodeReference("node", postgres);
                var quiet =
                        new Service(
                                "chatter without notif",
                                postgres,
                                stands,
                                Map.of("NOTIFICATION_URL", "http://127.0.0.1:9/"));
                var service = new Service("chatter", postgres, stands, Map.of())) {
            var talks =
                    List.of(
                                    new Talk(wire, node, USERS),
                                    new Talk(wire, quiet, USERS),
                                    new Talk(wire, service, USERS))
                            .subList(0, Integer.getInteger("bench.subjects", 3));
            var names = List.of(node.name(), quiet.name(), service.name());
            for (var round = 0; round <= ROUNDS; round++) {
                for (var i = 0; i < talks.size(); i++) {
                    var outcome =
                            talks.get(i)
                                    .closedLoop(round == 0 ? WARM : Duration.ofSeconds(2), TIME);
                    System.out.printf(
                            "%-24s %8.0f/s %8.0f µs (service %.0f) p50 %.1f p99 %.1f ms generator"
                                    + " %.2f%n",
                            names.get(i),
                            outcome.perSecond(),
                            outcome.micros(),
                            outcome.serviceMicros(),
                            outcome.latency().getValueAtPercentile(50) / 1e6,
                            outcome.latency().getValueAtPercentile(99) / 1e6,
                            outcome.generator());
                }
            }
        }
    }
}
