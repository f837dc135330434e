package net.emotives.chatter.notifications;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** The relays of several nodes, on one outbox. */
class ClaimIntegrationTests {

    private static final int MESSAGES = 300;

    @Test
    void claimersShareTheRowsAndKeepTheOrderOfEachRecipient() {
        try (var database = TestDatabase.create();
                var one = Node.on(database);
                var other = Node.on(database)) {
            var alice = one.user("alice");
            var recipients = IntStream.range(0, 5).mapToObj(i -> one.user("r" + i)).toList();
            for (var i = 0; i < MESSAGES; i++) {
                var to = recipients.get(i % recipients.size());
                var room = one.get(DirectRooms.class).of(alice, to.value());
                one.get(Messages.class).send(new Draft(room, alice, null, "hi", null, null)).join();
            }
            var told = new ConcurrentLinkedQueue<NotificationEntry>();

            CompletableFuture.allOf(relay(one, told), relay(other, told)).join();

            assertThat(told).extracting(NotificationEntry::message).doesNotHaveDuplicates();
            assertThat(told).hasSize(MESSAGES);
            var last = new HashMap<String, Long>();
            for (var entry : told) {
                var before = last.put(entry.recipient().value(), entry.sequence());
                assertThat(before == null || before < entry.sequence()).isTrue();
            }
        }
    }

    @Test
    void claimsTakeTurns() {
        try (var database = TestDatabase.create();
                var one = Node.on(database);
                var other = Node.on(database)) {
            var alice = one.user("alice");
            for (var recipient : List.of("bob", "carol")) {
                var room = one.get(DirectRooms.class).of(alice, one.user(recipient).value());
                one.get(Messages.class).send(new Draft(room, alice, null, "hi", null, null)).join();
            }
            var second =
                    one.get(TransactionOperations.class)
                            .execute(_ -> {
                                assertThat(one.get(NotificationEntries.class).claim(1)).hasSize(1);
                                var claim =
                                        CompletableFuture.supplyAsync(() ->
                                                other.get(NotificationEntries.class).claim(1));
                                // It has begun, and waits for this transaction.
                                await().until(() -> waiting(database) == 1);
                                return claim;
                            });
            assertThat(Objects.requireNonNull(second).join())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.recipient().value()).startsWith("carol"));
        }
    }

    @Test
    void readsWhatItClaimsHoweverFastTheOutboxGrew() {
        try (var database = TestDatabase.create();
                var node = Node.on(database)) {
            node.get(TransactionOperations.class)
                    .executeWithoutResult(_ -> {
                        // As often as it takes until its plan is that of an empty outbox.
                        for (var i = 0; i < 20; i++) {
                            assertThat(node.get(NotificationEntries.class).claim(100)).isEmpty();
                        }
                        fill(node.get(JdbcClient.class));
                        var before = rowsRead(node.get(JdbcClient.class));
                        assertThat(node.get(NotificationEntries.class).claim(100))
                                .hasSize(100)
                                .noneMatch(entry -> entry.recipient().value().equals("user0"));
                        assertThat(rowsRead(node.get(JdbcClient.class)) - before)
                                .isLessThan(10_000);
                    });
        }
    }

    /**
     * Behind many messages that notif has, a thousand that are due for each of three, but for the
     * first of one: the rest of his waits.
     */
    private static void fill(JdbcClient jdbc) {
        jdbc.sql(
                        """
                        WITH sent AS (
                            INSERT INTO messages (room, sequence, ordinal, sender, body, created_at)
                            SELECT 'room', n, n, 'alice', 'hi', now()
                            FROM generate_series(1, 20000) AS n RETURNING id, room, sequence
                        )
                        INSERT INTO outbox (message, room, sequence, recipient, due_at)
                        SELECT id, room, sequence, 'user' || sequence % 3,
                               now() + CASE sequence WHEN 17001 THEN 1 ELSE -1 END * interval '1 hour'
                        FROM sent WHERE sequence > 17000
                        """)
                .update();
    }

    private static long rowsRead(JdbcClient jdbc) {
        return jdbc.sql(
                        """
                        SELECT sum(seq_tup_read + idx_tup_fetch) FROM pg_stat_xact_user_tables
                        WHERE relname IN ('outbox', 'messages')
                        """)
                .query(Long.class)
                .single();
    }

    private static int waiting(TestDatabase database) {
        return database.jdbcClient()
                .sql(
                        """
                        SELECT count(*) FROM pg_stat_activity
                        WHERE datname = current_database() AND wait_event_type = 'Lock'
                        """)
                .query(Integer.class)
                .single();
    }

    @Test
    void claimOfANodeThatDiedRunsOut() {
        try (var database = TestDatabase.create();
                var dies = Node.on(database, "chatter.notifications.lease=1ms");
                var lives = Node.on(database)) {
            var alice = dies.user("alice");
            var room = dies.get(DirectRooms.class).of(alice, dies.user("bob").value());
            dies.get(Messages.class).send(new Draft(room, alice, null, "hi", null, null)).join();

            assertThat(dies.get(NotificationEntries.class).claim(10)).hasSize(1);
            await().until(() -> lives.get(NotificationEntries.class).claim(10).size() == 1);
            assertThat(lives.get(NotificationEntries.class).claim(10)).isEmpty();
        }
    }

    /** Claims until nothing is left. What is told is told before it is given up. */
    private static CompletableFuture<Void> relay(
            Node node, ConcurrentLinkedQueue<NotificationEntry> told) {
        return CompletableFuture.runAsync(() -> {
            var outbox = node.get(NotificationEntries.class);
            for (var empty = 0; empty < 50; ) {
                List<NotificationEntry> claimed = outbox.claim(7);
                empty = claimed.isEmpty() ? empty + 1 : 0;
                told.addAll(claimed);
                outbox.delivered(claimed);
            }
        });
    }
}
