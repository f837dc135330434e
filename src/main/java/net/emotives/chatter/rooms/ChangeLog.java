package net.emotives.chatter.rooms;

import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What every node committed and when it could be seen: each reader gets each change once. The cost
 * of a look depends on what was committed since the last one, never on how many rooms there are.
 */
@Component
public class ChangeLog {

    private static final long SWEEP_LOCK = 0x6368616e676573L;

    private final JdbcTemplate jdbc;

    ChangeLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Up to where somebody has seen everything.
     *
     * @param snapshot what was committed then, in PostgreSQL's words
     * @param at the database's time
     */
    public record Mark(String snapshot, Instant at) {}

    /**
     * From which sequence to which a room moved.
     *
     * @param people who may have come to it or left it
     */
    public record Span(long before, long after, Set<UserId> people) {

        private Span and(Span other) {
            var people = this.people;
            if (!other.people.isEmpty()) {
                people = new HashSet<>(people);
                people.addAll(other.people);
            }
            return new Span(
                    Math.min(this.before, other.before), Math.max(this.after, other.after), people);
        }
    }

    /**
     * What can be seen now and could not be seen before.
     *
     * @param users who is not who he was
     */
    public record Changes(Map<RoomId, Span> rooms, Set<UserId> users, Mark mark) {}

    /** Now: nothing that can be seen already is told to who begins here. */
    public Mark now() {
        return since("SELECT pg_current_snapshot()::text AS snapshot, now() AS at, NULL AS rooms")
                .mark();
    }

    /** What changed since. One statement. */
    public Changes since(Mark mark) {
        return since(
                """
                SELECT s.snapshot, s.at, c.rooms, c.befores, c.afters, c.users
                FROM (SELECT pg_current_snapshot()::text AS snapshot, now() AS at) AS s
                LEFT JOIN changes c ON c.xid >= pg_snapshot_xmin(?::pg_snapshot)
                    AND NOT pg_visible_in_snapshot(c.xid, ?::pg_snapshot)
                """,
                mark.snapshot(),
                mark.snapshot());
    }

    private Changes since(String statement, Object... arguments) {
        var rooms = new HashMap<RoomId, Span>();
        var users = new HashSet<UserId>();
        var marks = new ArrayList<Mark>(1);
        this.jdbc.query(
                statement,
                row -> {
                    if (marks.isEmpty()) {
                        marks.add(
                                new Mark(
                                        row.getString("snapshot"),
                                        row.getTimestamp("at").toInstant()));
                    }
                    if (row.getArray("rooms") != null) {
                        read(row, rooms, users);
                    }
                },
                arguments);
        return new Changes(rooms, users, marks.getFirst());
    }

    private static void read(ResultSet row, Map<RoomId, Span> rooms, Set<UserId> users)
            throws SQLException {
        var names = (String[]) row.getArray("rooms").getArray();
        var befores = (Long[]) row.getArray("befores").getArray();
        var afters = (Long[]) row.getArray("afters").getArray();
        var people =
                Arrays.stream((String[]) row.getArray("users").getArray())
                        .map(UserId::new)
                        .collect(Collectors.toSet());
        for (var i = 0; i < names.length; i++) {
            rooms.merge(new RoomId(names[i]), new Span(befores[i], afters[i], people), Span::and);
        }
        if (names.length == 0) {
            users.addAll(people);
        }
    }

    /** Deletes what could be seen at that mark; on one node at a time. */
    public void sweep(Mark seen) {
        this.jdbc.update(
                """
                WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(?) AS mine)
                DELETE FROM changes c USING turn
                WHERE turn.mine AND c.xid < pg_snapshot_xmin(?::pg_snapshot)
                """,
                SWEEP_LOCK,
                seen.snapshot());
    }

    /** Deletes what a restored backup brought along from a server that counted further. */
    public void sweepForeign() {
        this.jdbc.update(
                "DELETE FROM changes WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())");
    }
}
