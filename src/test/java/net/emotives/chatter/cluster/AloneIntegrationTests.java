package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.StorageUnavailable;
import net.emotives.chatter.kernel.StartRefused;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A node that is to be alone, and is not. */
class AloneIntegrationTests {

    private static final String LOCAL = "chatter.between-nodes.bus=local";
    private static final String PATIENCE = "chatter.journal.write-timeout=5s";
    private static final String LEASE = "chatter.cluster.lease=8s";

    private final TestDatabase database = TestDatabase.create();

    private static CompletableFuture<?> say(Node node) {
        var alice = node.user("alice");
        var room = node.get(DirectRooms.class).of(alice, node.user("bob").value());
        return node.get(Messages.class).send(new Draft(room, alice, null, "hi", null, null));
    }

    @Test
    void doesNotStartWhereAnotherLives() {
        try (var _ = Node.on(this.database, LEASE)) {
            assertThatThrownBy(() -> Node.on(this.database, LOCAL, LEASE))
                    .hasRootCauseInstanceOf(StartRefused.class)
                    .hasStackTraceContaining("CHATTER_BUS");
        }
        this.database.close();
    }

    @Test
    void startsAfterTheLeaseOfOneThatWasKilled() {
        Node.on(this.database, LEASE).close();
        // As it is left by one that had no time to say that it goes.
        this.database
                .jdbcClient()
                .sql(
                        """
                        INSERT INTO nodes (id, lease_until) VALUES ('killed', now() + INTERVAL '3 seconds')
                        """)
                .update();
        try (var node = Node.on(this.database, LOCAL, LEASE)) {
            await().untilAsserted(() -> say(node).join());
        }
        this.database.close();
    }

    @Test
    void writesNothingWhileItSeesAnother() {
        try (var alone = Node.on(this.database, LOCAL, PATIENCE, LEASE)) {
            say(alone).join();
            try (var _ = Node.on(this.database, LEASE)) {
                await().until(() -> !alone.get(Cluster.class).mayWrite());
                assertThatThrownBy(() -> say(alone).join())
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(StorageUnavailable.class);
            }
            await().until(() -> alone.get(Cluster.class).mayWrite());
            say(alone).join();
            assertThat(
                            this.database
                                    .jdbcClient()
                                    .sql("SELECT count(*) FROM messages")
                                    .query(Integer.class)
                                    .single())
                    .isEqualTo(2);
        }
        this.database.close();
    }

    @Test
    void isNotReadyWhileItSeesAnother() {
        var settings = Map.of("CHATTER_BUS", "local", "CHATTER_CLUSTER_LEASE", "8s");
        try (var service = net.emotives.chatter.testing.Cluster.on(this.database.url(), settings)) {
            var alone = service.start();
            try (var _ = Node.on(this.database, LEASE)) {
                await().until(() -> alone.chatter().get("/readyz", null).status() == 503);
                assertThat(alone.chatter().get("/healthz", null).status()).isEqualTo(200);
            }
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> alone.chatter().get("/readyz", null).status() == 200);
        }
        this.database.close();
    }
}
