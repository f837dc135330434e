package net.emotives.chatter.database;

import static net.emotives.chatter.database.OriginalDatabase.run;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Nodes that start at once, and nodes of two versions beside each other. */
class RollingMigrationIntegrationTests {

    private static final String NEWER =
            "spring.flyway.locations=classpath:db/migration,classpath:newer";

    private final TestDatabase database = TestDatabase.empty();

    @AfterEach
    void drop() {
        this.database.close();
    }

    private static long say(Node node, String text) {
        var alice = node.user("alice");
        var room = node.get(DirectRooms.class).of(alice, node.user("bob").value());
        return node.get(Messages.class)
                .send(new Draft(room, alice, null, text, null, null))
                .join()
                .sequence();
    }

    @Test
    void nodesThatStartAtOnceOnAnEmptyDatabaseAllWork() {
        var nodes =
                Stream.generate(() -> CompletableFuture.supplyAsync(() -> Node.on(this.database)))
                        .limit(2)
                        .toList();
        for (var started : nodes) {
            try (var node = started.join()) {
                assertThat(say(node, "hi")).isEqualTo(1);
            }
        }
    }

    @Test
    void nodeOfThisVersionRunsAndStartsBesideANewerOne() {
        try (var running = Node.on(this.database)) {
            assertThat(say(running, "before")).isEqualTo(1);
            try (var newer = Node.on(this.database, NEWER)) {
                assertThat(say(newer, "of tomorrow")).isEqualTo(1);
                assertThat(say(running, "still")).isEqualTo(1);
                try (var late = Node.on(this.database)) {
                    assertThat(say(late, "started after")).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void reactionsOfTheVersionBeforeAreCounted() throws SQLException {
        Start.on(this.database)
                .withPropertyValues("spring.flyway.target=8")
                .run(context -> assertThat(context).hasNotFailed());
        run(
                this.database,
                """
                INSERT INTO reactions (room, message, username, reaction, sequence, given)
                VALUES ('r', 1, 'a', '+1', 2, TRUE), ('r', 1, 'b', '+1', 3, TRUE), ('r', 1, 'c', '+1', 4, FALSE)
                """);

        Start.once(this.database);

        assertThat(
                        this.database
                                .jdbcClient()
                                .sql("SELECT reaction || ' ' || given FROM reaction_counts")
                                .query(String.class)
                                .list())
                .containsExactly("+1 2");
    }

    @Test
    void outboxTakesRowsOfTheVersionBeforeAndOfOtherDestinations() throws SQLException {
        Start.once(this.database);
        run(
                this.database,
                """
                INSERT INTO outbox (message, room, sequence, recipient, due_at)
                VALUES (7, 'r', 1, 'bob', now())
                """,
                """
                INSERT INTO outbox (destination, message, room, sequence, recipient, due_at)
                VALUES ('hook', 7, 'r', 1, 'bob', now())
                """);

        assertThat(
                        this.database
                                .jdbcClient()
                                .sql("SELECT destination || ' ' || message FROM outbox ORDER BY 1")
                                .query(String.class)
                                .list())
                .containsExactly("hook 7", "notif 7");
    }
}
