package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.messages.History;
import net.emotives.chatter.messages.Reactions;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

import java.util.List;

/** Counts of reactions: exact, and read from stored counts. */
class ReactionCountsIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private final Batch batch = new Batch(this.scene.node());
    private final JdbcTemplate jdbc = this.scene.node().get(JdbcTemplate.class);
    private final UserId owner = this.scene.user("owner");

    /** A room with a first message to react to. */
    private record Said(RoomId room, Message message) {

        Change.Reaction reaction(UserId by, String reaction, boolean given) {
            return new Change.Reaction(
                    this.room, by, null, this.message.sequence(), reaction, given);
        }
    }

    private Said said(List<UserId> members) {
        var room = this.scene.room(Visibility.PRIVATE, this.owner, members.toArray(UserId[]::new));
        this.scene.say(room, this.owner, "hi");
        var page =
                this.scene
                        .node()
                        .get(History.class)
                        .newest(History.Sight.whole(room), 0, new History.Extent(1, 1000));
        return new Said(room, page.items().getFirst());
    }

    private List<Reactions.Given> shown(Said said) {
        return this.scene
                .node()
                .get(Reactions.class)
                .of(
                        said.room(),
                        List.of(said.message()),
                        new Reactions.View(this.owner, Long.MAX_VALUE, 128 * 1024))
                .getOrDefault(said.message().sequence(), List.of());
    }

    /** Rows as the version before writes them. */
    private void insert(Said said, int kinds, int users) {
        this.jdbc.update(
                """
                INSERT INTO reactions (room, message, username, reaction, sequence, given)
                SELECT ?, ?, 'old' || u, 'r' || (999 - k), 100 + k * 1000 + u, TRUE
                FROM generate_series(0, ? - 1) AS k, generate_series(1, ?) AS u
                """,
                said.room().value(),
                said.message().sequence(),
                kinds,
                users);
    }

    @Test
    void countsAreThoseOfTheRowsWhoeverWroteThem() {
        var users = List.of(this.scene.user("a"), this.scene.user("b"), this.scene.user("c"));
        var said = said(users);
        this.batch.commit(List.of(said.reaction(users.get(0), "+1", true)));
        this.batch.commit(
                List.of(
                        said.reaction(users.get(0), "+1", false),
                        said.reaction(users.get(1), "+1", true),
                        said.reaction(users.get(2), "+1", true),
                        said.reaction(users.get(2), "-1", true)));
        this.batch.commit(List.of(said.reaction(users.get(2), "-1", false)));
        insert(said, 2, 5);
        this.jdbc.update(
                "DELETE FROM reactions WHERE room = ? AND reaction = 'r998' AND username = 'old3'",
                said.room().value());

        assertThat(shown(said))
                .extracting(given -> given.reaction() + " " + given.count())
                .containsExactlyInAnyOrder("+1 2", "r999 5", "r998 4");
        assertThat(
                        this.jdbc.queryForList(
                                "SELECT reaction || ' ' || given FROM reaction_counts WHERE room ="
                                        + " ?",
                                String.class,
                                said.room().value()))
                .containsExactlyInAnyOrder("+1 2", "r999 5", "r998 4");
    }

    @Test
    void readsARowOfEachReactionHoweverManyGaveIt() {
        var said = said(List.of());
        insert(said, 2, 5_000);

        this.scene
                .node()
                .get(TransactionOperations.class)
                .executeWithoutResult(_ -> {
                    assertThat(shown(said)).allMatch(given -> given.count() == 5_000).hasSize(2);
                    assertThat(
                                    this.jdbc.queryForObject(
                                            "SELECT idx_tup_fetch FROM pg_stat_xact_user_tables"
                                                    + " WHERE relname = 'reactions'",
                                            Long.class))
                            .isLessThan(200);
                });
    }
}
