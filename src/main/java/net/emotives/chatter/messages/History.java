package net.emotives.chatter.messages;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was said, a page at a time, with its present content; of deleted messages the place. A page
 * ends at as many messages as are asked for and at a budget of bytes, whichever comes first; one
 * message always comes. It costs one statement on the index of the room, whatever the depth; only
 * {@code skip} costs as many index entries as it skips. Limits higher than allowed are cut.
 */
@Component
public class History {

    private static final String SELECT =
            "SELECT"
                    + MessageRows.COLUMNS
                    + ","
                    + Budget.sizeOf("m.body", "m.image_path")
                    + "FROM messages m WHERE m.room = ? ";

    private static final String NEWEST_FIRST = "sequence DESC";
    private static final String OLDEST_FIRST = "sequence";

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

    /**
     * How much a page has at most.
     *
     * @param bytes of the texts, as UTF-8, and something for each message
     */
    public record Extent(int messages, long bytes) {}

    /** How many messages a page has when nothing is asked for. */
    public int page() {
        return this.properties.page();
    }

    /**
     * The newest messages but for the {@code skip} very newest ones, which are not read: as many
     * fewer ordinals are left, and at least as many fewer sequences.
     */
    public Page newest(Sight sight, int skip, Extent extent) {
        var room = sight.room().value();
        return backwards(
                """
                AND m.sequence >= ?
                AND m.sequence <= (SELECT sequence - ? FROM room_heads WHERE room = ?)
                AND m.ordinal <= (SELECT ordinal - ? FROM room_heads WHERE room = ?)
                """,
                skip > 0,
                extent,
                room,
                sight.from(),
                skip,
                room,
                skip,
                room);
    }

    /** The messages next before the cursor. */
    public Page before(Sight sight, HistoryCursor cursor, Extent extent) {
        return backwards(
                "AND m.sequence >= ? AND m.sequence < ?",
                true,
                extent,
                sight.room().value(),
                sight.from(),
                cursor.sequence());
    }

    /** The messages next after the cursor. */
    public Page after(Sight sight, HistoryCursor cursor, Extent extent) {
        var found =
                page(
                        "AND m.sequence >= ? AND m.sequence > ?",
                        OLDEST_FIRST,
                        extent,
                        sight.room().value(),
                        sight.from(),
                        cursor.sequence());
        return new Page(found.rows(), true, found.more());
    }

    /** Half a page before the cursor, and the message at the cursor with what follows it. */
    public Page around(Sight sight, HistoryCursor cursor, Extent extent) {
        var asked = Math.max(2, bounded(extent));
        var half = extent.bytes() / 2;
        var older = before(sight, cursor, new Extent(asked / 2, half));
        var newer =
                after(
                        sight,
                        new HistoryCursor(cursor.sequence() - 1),
                        new Extent(asked - asked / 2, half));
        var items = new ArrayList<>(older.items());
        items.addAll(newer.items());
        return new Page(items, older.older(), newer.newer());
    }

    /** The message of that id, wherever; for operators, who may see that it is there. */
    public Optional<Message> find(MessageId id) {
        return this.jdbc
                .query(
                        "SELECT" + MessageRows.COLUMNS + "FROM messages m WHERE m.id = ?",
                        (row, _) -> MessageRows.message(row),
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

    /** What was sent after one number up to another, as far as the budget goes. */
    static Supplier<Cut<Message>> between(
            RoomId room, long after, long upTo, Budget budget, Pipeline reads) {
        return budget.query(
                reads,
                SELECT + "AND m.sequence > ? AND m.sequence <= ?",
                OLDEST_FIRST,
                (row, _) -> MessageRows.message(row),
                room.value(),
                after,
                upTo);
    }

    private int bounded(Extent extent) {
        return Math.min(extent.messages(), this.properties.pageLimit());
    }

    private Page backwards(String where, boolean newer, Extent extent, Object... arguments) {
        var found = page(where, NEWEST_FIRST, extent, arguments);
        return new Page(found.rows().reversed(), found.more(), newer);
    }

    private Cut<Message> page(String where, String order, Extent extent, Object... arguments) {
        var reads = new Pipeline();
        var found =
                new Budget(bounded(extent), extent.bytes())
                        .query(
                                reads,
                                SELECT + where,
                                order,
                                (row, _) -> MessageRows.message(row),
                                arguments);
        reads.run(this.jdbc);
        return found.get();
    }
}
