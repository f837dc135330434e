package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;

/**
 * What was said, a page at a time. A page costs one statement on the index of the room, whatever
 * the depth; only {@code skip} costs as many index entries as it skips.
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

    /** How many messages a page has when nothing is asked for. */
    public int page() {
        return this.properties.page();
    }

    /**
     * The newest messages but for the {@code skip} very newest ones; as many as allowed where
     * {@code limit} is higher.
     */
    public Page newest(RoomId room, int skip, int limit) {
        var asked = bounded(limit);
        var rows =
                query(
                        SELECT + "ORDER BY m.sequence DESC OFFSET ? LIMIT ?",
                        room.value(),
                        skip,
                        asked + 1);
        return backwards(rows, asked, skip > 0);
    }

    /** The messages next before the cursor. */
    public Page before(RoomId room, HistoryCursor cursor, int limit) {
        var asked = bounded(limit);
        var rows =
                query(
                        SELECT + "AND m.sequence < ? ORDER BY m.sequence DESC LIMIT ?",
                        room.value(),
                        cursor.sequence(),
                        asked + 1);
        return backwards(rows, asked, true);
    }

    /** The messages next after the cursor. */
    public Page after(RoomId room, HistoryCursor cursor, int limit) {
        var asked = bounded(limit);
        var rows =
                query(
                        SELECT + "AND m.sequence > ? ORDER BY m.sequence LIMIT ?",
                        room.value(),
                        cursor.sequence(),
                        asked + 1);
        return new Page(rows.subList(0, Math.min(asked, rows.size())), true, rows.size() > asked);
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
