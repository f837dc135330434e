package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Rows that are written and read for a message: as many in a room of 10,000 as in one of three. */
@TestInstance(Lifecycle.PER_CLASS)
class RowCountIntegrationTests {

    private static final int LARGE = 10_000;

    private final TestDatabase database = TestDatabase.create();
    private final Scene scene = new Scene(Node.on(this.database));
    private final JdbcTemplate jdbc = this.scene.node().get(JdbcTemplate.class);
    private final UserId owner = this.scene.user("owner");

    @AfterAll
    void stop() {
        this.scene.node().close();
        this.database.close();
    }

    /** What one transaction did to the tables. */
    private record Rows(long inserted, long updated, long deleted, long read) {

        Rows minus(Rows before) {
            return new Rows(
                    this.inserted - before.inserted,
                    this.updated - before.updated,
                    this.deleted - before.deleted,
                    this.read - before.read);
        }

        /**
         * Written: the message; the head, and how far its author has read. Read: head and member,
         * each to look at it and to change it, and now and then a former version of one.
         */
        void assertAreOf(int messages) {
            // One a batch tells the other nodes.
            assertThat(this.inserted).isEqualTo(messages + 1);
            assertThat(this.updated).isEqualTo(2L * messages);
            assertThat(this.deleted).isZero();
            assertThat(this.read).isBetween(4L * messages, 8L * messages);
        }
    }

    @Test
    void areAsManyInALargeRoomAndAfterALongTime() {
        var small = room(this.scene.user("a"));
        var large = room();

        // Each time often enough for plans to be kept that were made for what the tables hold now.
        assertCostsTheSame(List.of(small));
        fill(large);
        assertCostsTheSame(List.of(small, large));
        this.jdbc.execute("ANALYZE");
        assertCostsTheSame(List.of(small, large));
        belongToMany(this.owner);
        assertCostsTheSame(List.of(small, large));
    }

    private void assertCostsTheSame(List<RoomId> rooms) {
        for (var i = 0; i < 20; i++) {
            for (var room : rooms) {
                var draft = Scene.draft(room, this.owner, UUID.randomUUID().toString(), "hi");
                assertThat(rowsFor(List.of(draft))).satisfies(rows -> rows.assertAreOf(1));
            }
        }
    }

    @Test
    void areInABatchAsManyForEach() {
        var drafts = new ArrayList<Draft>();
        for (var i = 0; i < 100; i++) {
            var room = room();
            drafts.add(Scene.draft(room, this.owner, "a", "hi"));
        }

        assertThat(rowsFor(drafts)).satisfies(rows -> rows.assertAreOf(100));
    }

    /** The room goes to the remaining member that joined first. */
    @Test
    void areAsFewWhenTheOwnerOfALargeRoomLeaves() {
        var room = room();
        fill(room);

        assertThat(rowsFor(List.of(leaving(room, this.owner))).read()).isLessThan(20);
        assertThat(owners(room)).containsExactly("many_2");

        // The heir leaves in the same batch.
        var together = List.of("many_2", "many_3", "many_5");
        var rows = rowsFor(together.stream().map(name -> leaving(room, new UserId(name))).toList());
        assertThat(rows.read()).isLessThan(40);
        assertThat(owners(room)).containsExactly("many_4");

        this.jdbc.execute("ANALYZE");
        assertThat(rowsFor(List.of(leaving(room, new UserId("many_4")))).read()).isLessThan(20);
        assertThat(owners(room)).containsExactly("many_6");
    }

    private static Change leaving(RoomId room, UserId user) {
        return new Change.Leaving(room, user, user);
    }

    private List<String> owners(RoomId room) {
        return this.jdbc.query(
                "SELECT username FROM members WHERE room = ? AND owner",
                (row, _) -> row.getString("username"),
                room.value());
    }

    /** A new one, made on this thread's connection: what that cost is not counted later. */
    private RoomId room(UserId... members) {
        var id = RoomId.next();
        var described =
                new NewRoom("a room", Visibility.PUBLIC, null, new UserGroup("group"), false);
        var opening = new Change.Opening(described.as(id), this.owner, List.of(members));
        new Batch(this.scene.node()).commit(List.of(opening));
        return id;
    }

    /** Many members, who all said something. */
    private void fill(RoomId room) {
        this.jdbc.update(
                """
                INSERT INTO users (username, user_group)
                SELECT 'many_' || i, 'group' FROM generate_series(2, ?) AS i
                ON CONFLICT DO NOTHING
                """,
                LARGE);
        this.jdbc.update(
                """
                INSERT INTO members (room, username, joined)
                SELECT ?, 'many_' || i, i FROM generate_series(2, ?) AS i
                """,
                room.value(),
                LARGE);
        this.jdbc.update(
                """
                INSERT INTO messages (room, sequence, ordinal, sender, client_id, body, created_at)
                SELECT ?, i, i, 'many_' || i, i, 'hi', now() FROM generate_series(2, ?) AS i
                """,
                room.value(),
                LARGE);
        this.jdbc.update(
                """
                INSERT INTO room_events (room, sequence, kind, actor, client_id, subject, at)
                SELECT ?, ? + i, 'joined', 'many_' || i, i, 'many_' || i, now() FROM generate_series(2, ?) AS i
                """,
                room.value(),
                LARGE,
                LARGE);
        this.jdbc.update(
                "UPDATE room_heads SET sequence = 1000000, members = ? WHERE room = ?",
                LARGE,
                room.value());
    }

    private void belongToMany(UserId user) {
        this.jdbc.update(
                "INSERT INTO rooms (id) SELECT 'room_' || i FROM generate_series(1, ?) AS i",
                LARGE);
        this.jdbc.update(
                "INSERT INTO room_heads (room) SELECT id FROM rooms ON CONFLICT DO NOTHING");
        this.jdbc.update(
                """
                INSERT INTO members (room, username) SELECT 'room_' || i, ? FROM generate_series(1, ?) AS i
                """,
                user.value(),
                LARGE);
    }

    private Rows rowsFor(List<? extends Change> changes) {
        var before = rows();
        var outcome = new Batch(this.scene.node()).commit(changes);
        assertThat(outcome.refused()).isEmpty();
        return rows().minus(before);
    }

    /**
     * So far, in all transactions; those of this thread's connection count at once. The changes are
     * looked at, and old ones go, all the time.
     */
    private Rows rows() {
        this.jdbc.execute("SELECT pg_stat_force_next_flush()");
        return Objects.requireNonNull(
                this.jdbc.queryForObject(
                        """
                        SELECT sum(n_tup_ins) AS inserted, sum(n_tup_upd) AS updated,
                            sum(n_tup_del) FILTER (WHERE relname <> 'changes') AS deleted,
                            sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))
                                FILTER (WHERE relname <> 'changes') AS read
                        FROM pg_stat_user_tables
                        WHERE relname IN ('messages', 'room_events', 'room_heads', 'members', 'changes', 'outbox')
                        """,
                        (row, _) ->
                                new Rows(
                                        row.getLong("inserted"),
                                        row.getLong("updated"),
                                        row.getLong("deleted"),
                                        row.getLong("read"))));
    }
}
