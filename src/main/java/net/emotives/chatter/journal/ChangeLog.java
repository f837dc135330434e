package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserChangeLog;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Log of the changes that all nodes committed, in order of visibility: each reader gets each change
 * once. The cost of a poll depends on what was committed since the last one, never on the number of
 * rooms or on how long another transaction is open. Read in pieces.
 */
@Component
public class ChangeLog implements UserChangeLog {

    private static final long SWEEP_LOCK = 0x6368616e676573L;

    /**
     * Reads transactions that began after a mark and those in flight at the mark, by index, rather
     * than all since the oldest one in flight. All rows of one transaction come in one piece.
     */
    private static final String SINCE =
            """
            SELECT s.snapshot, s.at, c.xid::text AS xid, c.rooms, c.befores, c.afters, c.users
            FROM (SELECT coalesce(?::pg_snapshot, pg_current_snapshot()) AS upto,
                pg_current_snapshot()::text AS snapshot, now() AS at) AS s
            LEFT JOIN LATERAL (
                SELECT * FROM (
                    SELECT * FROM changes
                    WHERE xid >= pg_snapshot_xmax(?::pg_snapshot) AND xid > ?::xid8
                    UNION ALL
                    SELECT * FROM changes
                    WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip(?::pg_snapshot))) AND xid > ?::xid8
                ) AS unseen
                WHERE pg_visible_in_snapshot(xid, s.upto)
                ORDER BY xid FETCH FIRST (?) ROWS WITH TIES) AS c ON TRUE
            """;

    private final JdbcTemplate jdbc;

    ChangeLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Position of a reader: the transactions that it has seen.
     *
     * @param snapshot as PostgreSQL writes a snapshot
     * @param at the database's time
     */
    public record Mark(String snapshot, Instant at) {}

    /**
     * Range of sequences that a room moved through.
     *
     * @param people users that may have joined or left
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
     * Changes that have become visible since a mark.
     *
     * @param users users whose group or status changed
     */
    public record Changes(Map<RoomId, Span> rooms, Set<UserId> users, Mark mark) {}

    @Override
    public void append(UserId user) {
        this.jdbc.update("INSERT INTO changes (users) VALUES (ARRAY[?])", user.value());
    }

    /** Returns the mark of what is visible now, to read the changes after it. */
    public Mark now() {
        return this.jdbc
                .query(
                        "SELECT pg_current_snapshot()::text AS snapshot, now() AS at",
                        (row, _) -> mark(row))
                .getFirst();
    }

    /**
     * Reads the changes since a mark. One statement, and one more for each further piece.
     *
     * @param piece number of rows that are read at a time; rows of one transaction stay together
     */
    public Changes since(Mark mark, int piece) {
        var rooms = new HashMap<RoomId, Span>();
        var users = new HashSet<UserId>();
        var first = piece(mark, null, "0", piece, rooms, users);
        var found = first;
        while (found.rows >= piece) {
            // All of it as it was with the first piece, so that its mark holds for the whole.
            found = piece(mark, first.mark().snapshot(), found.last, piece, rooms, users);
        }
        return new Changes(rooms, users, first.mark());
    }

    private Piece piece(
            Mark mark,
            @Nullable String upTo,
            String after,
            int rows,
            Map<RoomId, Span> rooms,
            Set<UserId> users) {
        var found = new Piece(rooms, users);
        this.jdbc.query(SINCE, found, upTo, mark.snapshot(), after, mark.snapshot(), after, rows);
        return found;
    }

    private static Mark mark(ResultSet row) throws SQLException {
        return new Mark(row.getString("snapshot"), row.getTimestamp("at").toInstant());
    }

    /** Merges the rows of a piece into those of the pieces before it. */
    private static final class Piece implements RowCallbackHandler {

        private final Map<RoomId, Span> rooms;
        private final Set<UserId> users;
        private @Nullable Mark mark;
        private int rows;
        private String last = "";

        Piece(Map<RoomId, Span> rooms, Set<UserId> users) {
            this.rooms = rooms;
            this.users = users;
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            if (this.mark == null) {
                this.mark = ChangeLog.mark(row);
            }
            if (row.getArray("rooms") != null) {
                this.rows++;
                this.last = row.getString("xid");
                read(row, this.rooms, this.users);
            }
        }

        Mark mark() {
            return Objects.requireNonNull(this.mark);
        }
    }

    private static void read(ResultSet row, Map<RoomId, Span> rooms, Set<UserId> users)
            throws SQLException {
        var names = (String[]) row.getArray("rooms").getArray();
        var befores = (Long[]) row.getArray("befores").getArray();
        var afters = (Long[]) row.getArray("afters").getArray();
        var people =
                Arrays.stream((String[]) row.getArray("users").getArray())
                        .map(UserId::stored)
                        .collect(Collectors.toSet());
        for (var i = 0; i < names.length; i++) {
            rooms.merge(
                    RoomId.stored(names[i]), new Span(befores[i], afters[i], people), Span::and);
        }
        if (names.length == 0) {
            users.addAll(people);
        }
    }

    /**
     * Deletes what could be seen at that mark, also while an older transaction is open; on one node
     * at a time.
     */
    public void sweep(Mark seen) {
        this.jdbc.update(
                """
                WITH turn AS MATERIALIZED (SELECT pg_try_advisory_xact_lock(?) AS mine)
                DELETE FROM changes c USING turn
                WHERE turn.mine AND c.xid < pg_snapshot_xmax(?::pg_snapshot)
                    AND pg_visible_in_snapshot(c.xid, ?::pg_snapshot)
                """,
                SWEEP_LOCK,
                seen.snapshot(),
                seen.snapshot());
    }

    /** Deletes what a restored backup brought along from a server that counted further. */
    public void sweepForeign() {
        this.jdbc.update(
                "DELETE FROM changes WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())");
    }
}
