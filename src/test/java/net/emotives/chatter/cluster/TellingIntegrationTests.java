package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.NodeLogs;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A node tells the bus what happened while another is there, and else nothing. */
@ExtendWith(NodeLogs.class)
class TellingIntegrationTests {

    private static final String TOLD = "chatter.delivery.hints.told";

    @Test
    void tellsWhileAnotherNodeIsThere() {
        try (var database = TestDatabase.create();
                var cluster =
                        Cluster.on(database.url(), Map.of("CHATTER_CLUSTER_FAREWELL", "1s"))) {
            var first = cluster.start();
            var alice = cluster.person("alice");
            var bob = cluster.person("bob");
            try (var a = first.chatter().connectV2(alice)) {
                a.to(bob.username(), "1", "while nobody else is there");
                assertThat(first.metric(TOLD)).isZero();

                var second = cluster.start();
                try (var b = second.chatter().connectV2(bob)) {
                    a.to(bob.username(), "2", "to another node");
                    var sent = b.nextPush("sent").get("message");
                    assertThat(sent.get("text").asString()).isEqualTo("to another node");
                    await().until(() -> first.metric(TOLD) > 0);
                }

                second.terminate();
                second.awaitExit(Duration.ofMinutes(1));
                var told = new AtomicReference<>(-1.0);
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            // What was said a second ago was told by now, or never will be.
                            var now = first.metric(TOLD);
                            a.to(bob.username(), "t" + System.nanoTime(), "to nobody again");
                            return now == told.getAndSet(now);
                        });
            }
        }
    }
}
