package net.emotives.chatter.messages;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was said, a page at a time, with its present content; of deleted messages the place. A page
 * costs one statement on the index of the room, whatever the depth; only {@code skip} costs as many
 * index entries as it skips. Limits higher than allowed are cut.
 */
@Component
public class History {

    private static final String SELECT =
            "SELECT " + MessageRows.COLUMNS + " FROM messages m WHERE m.room = ? ";

    private final JdbcTemplate jdbc;
    private final MessagesProperties properties;

    History(JdbcTemplate jdbc, MessagesProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /**
     * What of a room is shown.
     *
     * @param from the first sequence that may be seen
     */
    public record Sight(RoomId room, long from) {

        /** All of the room. */
        public static Sight whole(RoomId room) {
            return new Sight(room, 1);
        }
    }

    /** How many messages a page has when nothing is asked for. */
    public int page() {
        return this.properties.page();
    }

    /**
     * The newest messages but for the {@code skip} very newest ones, which are not read: as many
     * fewer ordinals are left, and at least as many fewer sequences.
     */
    public Page newest(Sight sight, int skip, int limit) {
        var asked = bounded(limit);
        var room = sight.room().value();
        var rows =
                query(
                        SELECT
                                + """
                                AND m.sequence >= ?
                                AND m.sequence <= (SELECT sequence - ? FROM room_heads WHERE room = ?)
                                AND m.ordinal <= (SELECT ordinal - ? FROM room_heads WHERE room = ?)
                                ORDER BY m.sequence DESC LIMIT ?
                                """,
                        room,
                        sight.from(),
                        skip,
                        room,
                        skip,
                        room,
                        asked + 1);
        return backwards(rows, asked, skip > 0);
    }

    /** The messages next before the cursor. */
    public Page before(Sight sight, HistoryCursor cursor, int limit) {
        var asked = bounded(limit);
        var rows =
                query(
                        SELECT
                                + "AND m.sequence >= ? AND m.sequence < ?"
                                + " ORDER BY m.sequence DESC LIMIT ?",
                        sight.room().value(),
                        sight.from(),
                        cursor.sequence(),
                        asked + 1);
        return backwards(rows, asked, true);
    }

    /** The messages next after the cursor. */
    public Page after(Sight sight, HistoryCursor cursor, int limit) {
        var asked = bounded(limit);
        var rows =
                query(
                        SELECT
                                + "AND m.sequence >= ? AND m.sequence > ?"
                                + " ORDER BY m.sequence LIMIT ?",
                        sight.room().value(),
                        sight.from(),
                        cursor.sequence(),
                        asked + 1);
        return new Page(rows.subList(0, Math.min(asked, rows.size())), true, rows.size() > asked);
    }

    /** Half a page before the cursor, and the message at the cursor with what follows it. */
    public Page around(Sight sight, HistoryCursor cursor, int limit) {
        var asked = Math.max(2, bounded(limit));
        var older = before(sight, cursor, asked / 2);
        var newer = after(sight, new HistoryCursor(cursor.sequence() - 1), asked - asked / 2);
        var items = new ArrayList<>(older.items());
        items.addAll(newer.items());
        return new Page(items, older.older(), newer.newer());
    }

    /** The message of that id, wherever; for operators, who may see that it is there. */
    public Optional<Message> find(MessageId id) {
        return query(
                        "SELECT " + MessageRows.COLUMNS + " FROM messages m WHERE m.id = ?",
                        id.value())
                .stream()
                .findFirst();
    }

    /** Where a message of this room stands. */
    public Optional<HistoryCursor> cursorAt(RoomId room, MessageId id) {
        return this.jdbc
                .query(
                        "SELECT sequence FROM messages WHERE id = ? AND room = ?",
                        (row, _) -> new HistoryCursor(row.getLong("sequence")),
                        id.value(),
                        room.value())
                .stream()
                .findFirst();
    }

    static Supplier<List<Message>> between(RoomId room, long after, long upTo, Pipeline reads) {
        return reads.query(
                SELECT + "AND m.sequence > ? AND m.sequence <= ? ORDER BY m.sequence",
                (row, _) -> MessageRows.message(row),
                room.value(),
                after,
                upTo);
    }

    private int bounded(int limit) {
        return Math.min(limit, this.properties.pageLimit());
    }

    private static Page backwards(List<Message> newestFirst, int asked, boolean newer) {
        var older = newestFirst.size() > asked;
        return new Page(
                newestFirst.subList(0, older ? asked : newestFirst.size()).reversed(),
                older,
                newer);
    }

    private List<Message> query(String sql, Object... parameters) {
        return this.jdbc.query(sql, (row, _) -> MessageRows.message(row), parameters);
    }
}
