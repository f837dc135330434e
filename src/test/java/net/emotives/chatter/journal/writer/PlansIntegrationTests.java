package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.stream.IntStream;

/** That PostgreSQL plans what every batch needs a few times, and not for every batch. */
class PlansIntegrationTests {

    private static final int BATCHES = 60;

    /** After how many PostgreSQL considers a plan for all. */
    private static final int TRIED = 5;

    private record Planned(String statement, long times) {}

    @Test
    void batchesAreNotPlannedOneByOne() {
        try (var database = TestDatabase.create();
                var node = Node.on(database)) {
            var scene = new Scene(node);
            var alice = scene.user("alice");
            var room = scene.direct(alice, scene.user("bob"));
            var batch = new Batch(node);
            for (var i = 0; i < BATCHES; i++) {
                // Of different lengths, as they come.
                var drafts =
                        IntStream.range(0, 1 + i % 20)
                                .mapToObj(_ -> Scene.draft(room, alice, null, "hi"))
                                .toList();
                assertThat(batch.commit(drafts).committed()).hasSize(drafts.size());
            }
            // The pool gives a thread the connection that it had before.
            var plans =
                    new JdbcTemplate(node.dataSource())
                            .query(
                                    """
                                    SELECT statement, custom_plans FROM pg_prepared_statements
                                    WHERE generic_plans + custom_plans > ?
                                    """,
                                    (row, _) ->
                                            new Planned(
                                                    row.getString("statement"),
                                                    row.getLong("custom_plans")),
                                    BATCHES / 2);
            assertThat(plans).hasSizeGreaterThanOrEqualTo(5);
            assertThat(plans).allMatch(plan -> plan.times() <= TRIED);
        }
    }
}
