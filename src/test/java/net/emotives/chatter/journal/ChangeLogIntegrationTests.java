package net.emotives.chatter.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** That each reader gets each change once, in whatever order transactions end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChangeLogIntegrationTests {

    private final TestDatabase database = TestDatabase.create();

    /** A node that never looks by itself. */
    private final Node node =
            Node.on(
                    this.database,
                    "chatter.delivery.check=1h",
                    "chatter.delivery.changes-kept=10h");

    private final ChangeLog log = this.node.get(ChangeLog.class);

    @AfterAll
    void stop() {
        this.node.close();
        this.database.close();
    }

    private Connection begun() throws SQLException {
        var connection = this.database.dataSource().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void move(Connection connection, String room, long before, long after)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "INSERT INTO changes (rooms, befores, afters) VALUES (ARRAY[?], ARRAY[?],"
                                + " ARRAY[?])")) {
            statement.setString(1, room);
            statement.setLong(2, before);
            statement.setLong(3, after);
            statement.executeUpdate();
        }
    }

    private static ChangeLog.Span span(long before, long after) {
        return new ChangeLog.Span(before, after, Set.of());
    }

    private ChangeLog.Changes since(ChangeLog.Mark mark) {
        return this.log.since(mark, 100);
    }

    @Test
    void findsWhatBeganEarlyAndWasCommittedLate() throws SQLException {
        try (var early = begun();
                var late = begun()) {
            move(early, "of the early", 1, 2);
            var mark = this.log.now();
            move(late, "of the late", 5, 6);
            late.commit();

            var first = since(mark);
            assertThat(first.rooms()).isEqualTo(Map.of(new RoomId("of the late"), span(5, 6)));

            early.commit();
            var second = since(first.mark());
            assertThat(second.rooms()).isEqualTo(Map.of(new RoomId("of the early"), span(1, 2)));
            assertThat(since(second.mark()).rooms()).isEmpty();
        }
    }

    @Test
    void putsTogetherWhatARoomDid() throws SQLException {
        var mark = this.log.now();
        try (var connection = begun()) {
            move(connection, "busy", 7, 9);
            connection.commit();
            move(connection, "busy", 4, 7);
            connection.commit();
        }
        assertThat(since(mark).rooms()).isEqualTo(Map.of(new RoomId("busy"), span(4, 9)));
    }

    @Test
    void tellsOfUsersApart() throws SQLException {
        var mark = this.log.now();
        try (var connection = begun();
                var statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO changes (users) VALUES ('{alice}')");
            statement.executeUpdate(
                    "INSERT INTO changes VALUES (DEFAULT, '{a room}', '{1}', '{2}', '{bob}')");
            connection.commit();
        }
        var found = since(mark);
        assertThat(found.users()).containsExactly(new UserId("alice"));
        assertThat(found.rooms())
                .isEqualTo(
                        Map.of(
                                new RoomId("a room"),
                                new ChangeLog.Span(1, 2, Set.of(new UserId("bob")))));
    }

    @Test
    void hasUsersWhoseGroupOrStatusChanged() {
        var moved = this.node.user("moved");
        var suspended = this.node.user("suspended");
        var left = this.node.user("left");
        var users = this.node.get(Users.class);
        var mark = this.log.now();

        users.recognise(moved, new UserGroup("another"));
        users.suspend(suspended);
        users.sendAway(left);
        assertThatThrownBy(() -> users.suspend(new UserId("nobody")))
                .isInstanceOf(UnknownUser.class);

        assertThat(since(mark).users()).containsExactlyInAnyOrder(moved, suspended, left);
    }

    @Test
    void sweepsWhatEverybodyHasSeenAndNothingElse() throws SQLException {
        try (var early = begun();
                var connection = begun()) {
            move(connection, "seen", 1, 2);
            connection.commit();
            move(early, "committed late", 1, 2);
            var mark = this.log.now();
            early.commit();
            move(connection, "new", 1, 2);
            connection.commit();

            this.log.sweep(mark);

            assertThat(rooms()).contains("committed late", "new").doesNotContain("seen");
        }
    }

    /** A long transaction holds up its own change alone. */
    @Test
    void readsAndKeepsNoMoreWhileALongTransactionIsOpen() throws SQLException {
        try (var open = begun();
                var connection = begun()) {
            move(open, "held open", 1, 2);
            for (var i = 0; i < 1_000; i++) {
                move(connection, "busy meanwhile", i, i + 1);
                connection.commit();
            }
            var mark = this.log.now();
            move(connection, "newest", 1, 2);
            connection.commit();

            var before = rowsRead();
            var found = since(mark);
            assertThat(rowsRead() - before).isLessThan(10);
            assertThat(found.rooms()).isEqualTo(Map.of(new RoomId("newest"), span(1, 2)));

            this.log.sweep(mark);
            assertThat(rooms()).contains("newest").doesNotContain("busy meanwhile");

            open.commit();
            assertThat(since(found.mark()).rooms())
                    .isEqualTo(Map.of(new RoomId("held open"), span(1, 2)));
        }
    }

    /** Of this thread's connection, so far. */
    private long rowsRead() {
        var jdbc = this.node.get(JdbcTemplate.class);
        jdbc.execute("SELECT pg_stat_force_next_flush()");
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        """
                        SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
                        FROM pg_stat_user_tables WHERE relname = 'changes'
                        """,
                        Long.class));
    }

    @Test
    void readsMuchInPieces() throws SQLException {
        var mark = this.log.now();
        try (var early = begun();
                var connection = begun()) {
            move(early, "early", 1, 2);
            for (var i = 0; i < 25; i++) {
                move(connection, "piece " + i, i, i + 1);
                move(connection, "twin " + i, i, i + 1);
                connection.commit();
            }
            for (var piece : List.of(1, 2, 3, 10, 49, 50, 51)) {
                assertThat(this.log.since(mark, piece).rooms()).hasSize(50);
            }
            early.commit();
        }
        assertThat(this.log.since(mark, 7).rooms())
                .hasSize(51)
                .containsEntry(new RoomId("piece 24"), span(24, 25));
    }

    @Test
    void sweepsWhatAnotherServerCounted() throws SQLException {
        try (var connection = begun();
                var statement = connection.createStatement()) {
            move(connection, "ours", 1, 2);
            statement.executeUpdate(
                    "INSERT INTO changes (xid, rooms, befores, afters) VALUES ('9000000000',"
                            + " '{restored}', '{1}', '{2}')");
            connection.commit();
        }
        this.log.sweepForeign();
        assertThat(rooms()).contains("ours").doesNotContain("restored");
    }

    private List<String> rooms() {
        return this.database
                .jdbcClient()
                .sql("SELECT unnest(rooms) FROM changes")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
