package net.emotives.chatter.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.kernel.StartRefused;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.Node;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A node that is to be alone, and is not. */
class AloneIntegrationTests {

    private static final String LOCAL = "chatter.between-nodes.bus=local";
    private static final String LEASE = "chatter.cluster.lease=6s";

    private final TestDatabase database = TestDatabase.create();

    private static CompletableFuture<?> say(Node node) {
        var alice = node.user("alice");
        var room = node.get(DirectRooms.class).of(alice, node.user("bob").value());
        return node.get(Messages.class).send(new Draft(room, alice, null, "hi", null, null));
    }

    @Test
    void startsOnlyWhenTheLeasesOfAllOthersHaveEnded() {
        try (var _ = Node.on(this.database, LEASE)) {
            assertThatThrownBy(() -> Node.on(this.database, LOCAL, LEASE))
                    .hasRootCauseInstanceOf(StartRefused.class)
                    .hasStackTraceContaining("CHATTER_BUS");
        }
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
    void isNotReadyAndWritesNothingWhileItSeesAnother() {
        var settings =
                Map.of(
                        "CHATTER_BUS",
                        "local",
                        "CHATTER_CLUSTER_LEASE",
                        "6s",
                        "CHATTER_JOURNAL_WRITE_TIMEOUT",
                        "2s");
        try (var service = Cluster.on(this.database.url(), settings)) {
            var alone = service.start();
            var bob = service.person("bob").username();
            try (var alice = alone.chatter().connectV2(service.person("alice"))) {
                alice.to(bob, "1", "before");
                try (var _ = Node.on(this.database, LEASE)) {
                    await().until(() -> alone.chatter().get("/readyz", null).status() == 503);
                    assertThat(alone.chatter().get("/healthz", null).status()).isEqualTo(200);
                    assertThat(
                                    alice.refused(
                                            "send",
                                            f ->
                                                    f.put("to", bob)
                                                            .put("client_id", "2")
                                                            .put("text", "meanwhile")))
                            .isEqualTo("unavailable");
                    assertThat(written()).containsExactly("before");
                }
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> alone.chatter().get("/readyz", null).status() == 200);
                alice.to(bob, "3", "after");
            }
            assertThat(written()).containsExactly("before", "after");
        }
        this.database.close();
    }

    private List<@Nullable String> written() {
        return this.database
                .jdbcClient()
                .sql("SELECT body FROM messages ORDER BY sequence")
                .query(String.class)
                .list();
    }
}
