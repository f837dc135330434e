package net.emotives.chatter.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.testing.SentStatements;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What it costs to write down what became of notifications: never a statement more. */
class AttemptsIntegrationTests {

    private static final int MESSAGES = 10;

    private final TestDatabase database = TestDatabase.create();
    private final SentStatements sent = new SentStatements();

    @AfterEach
    void drop() {
        this.database.close();
    }

    @Test
    void arrivedLeavesNothing() {
        try (var node = Node.noted(this.database, this.sent)) {
            var entries = claimed(node);
            node.get(NotificationEntries.class).delivered(entries);

            assertThat(statements()).containsExactly("DELETE outbox");
            assertThat(kept()).isEmpty();
            assertThat(left()).isZero();
        }
    }

    @Test
    void arrivedIsKeptWhereThatIsWanted() {
        try (var node =
                Node.noted(this.database, this.sent, "chatter.notifications.keep-told=true")) {
            node.get(NotificationEntries.class).delivered(claimed(node));

            assertThat(statements()).hasSize(1);
            assertThat(kept()).hasSize(MESSAGES).containsOnly("told 1");
            assertThat(left()).isZero();
        }
    }

    @Test
    void droppedIsARowEach() {
        try (var node = Node.noted(this.database, this.sent)) {
            node.get(NotificationEntries.class).drop(claimed(node), Attempt.Outcome.DELIVERED);

            assertThat(statements()).hasSize(1);
            assertThat(kept()).hasSize(MESSAGES).containsOnly("delivered 1");
            assertThat(left()).isZero();
        }
    }

    @Test
    void failedAndParkedAreARowEachUpToTheLimit() {
        try (var node =
                Node.noted(
                        this.database, this.sent, "chatter.notifications.attempts-per-message=2")) {
            var entry = claimed(node).getFirst();
            for (var i = 0; i < 3; i++) {
                this.sent.forget();
                node.get(NotificationEntries.class).postpone(entry, Instant.now(), "503");
                assertThat(statements()).hasSize(1);
            }
            assertThat(kept()).containsExactly("failed 1", "failed 2");
            this.sent.forget();
            node.get(NotificationEntries.class).park(entry, "422");

            assertThat(statements()).hasSize(1);
            assertThat(kept()).containsExactly("failed 1", "refused 2");
            assertThat(left()).isEqualTo(MESSAGES);
        }
    }

    private List<NotificationEntry> claimed(Node node) {
        var alice = node.user("alice");
        IntStream.range(0, MESSAGES).forEach(i -> say(node, alice.value() + i));
        var claimed = node.get(NotificationEntries.class).claim(MESSAGES);
        assertThat(claimed).hasSize(MESSAGES);
        this.sent.forget();
        return claimed;
    }

    private static void say(Node node, String name) {
        var sender = node.user(name);
        var room = node.get(DirectRooms.class).of(sender, node.user("bob").value());
        node.get(Messages.class).send(new Draft(room, sender, null, "hi", null, null)).join();
    }

    private List<String> statements() {
        return this.sent.by(Thread.currentThread().getName());
    }

    private List<String> kept() {
        return this.database
                .jdbcClient()
                .sql(
                        "SELECT outcome || ' ' || number FROM notification_attempts"
                                + " ORDER BY message, number")
                .query((row, _) -> row.getString(1))
                .list();
    }

    private long left() {
        return this.database
                .jdbcClient()
                .sql("SELECT count(*) FROM outbox")
                .query(Long.class)
                .single();
    }
}
