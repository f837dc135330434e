package net.emotives.chatter.messages;

import net.emotives.chatter.database.Budget;
import net.emotives.chatter.database.Cut;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageColumns;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Messages of a room in pages, with their present content; a deleted message is a tombstone. A page
 * ends at the requested number of messages or at a budget of bytes, whichever is reached first, and
 * has at least one message. It tells for each side whether more messages follow. One round trip on
 * the room's index, whatever the depth; only {@code skip} reads as many index entries as it skips.
 * Limits above the maximum are cut.
 */
@Component
public class History {

    private static final String SELECT =
            "SELECT"
                    + MessageColumns.ALL
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
     * Visible part of a room.
     *
     * @param from the first sequence that is visible
     */
    public record Sight(RoomId room, long from) {

        /** All of the room. */
        public static Sight whole(RoomId room) {
            return new Sight(room, 1);
        }
    }

    /**
     * Maximum size of a page.
     *
     * @param bytes of the texts, as UTF-8, and something for each message
     */
    public record Extent(int messages, long bytes) {}

    /** Default size of a page. */
    public int page() {
        return this.properties.page();
    }

    /** Maximum number of missed events that are replayed; a client that missed more reads pages. */
    public int replayLimit() {
        return this.properties.replayLimit();
    }

    /**
     * The newest messages but for the {@code skip} very newest ones, which are not read: as many
     * fewer ordinals are left, and at least as many fewer sequences.
     */
    public Page newest(Sight sight, int skip, Extent extent) {
        var room = sight.room().value();
        var reads = new Pipeline();
        var found =
                page(
                        """
                        AND m.sequence >= ?
                        AND m.sequence <= (SELECT sequence - ? FROM room_heads WHERE room = ?)
                        AND m.ordinal <= (SELECT ordinal - ? FROM room_heads WHERE room = ?)
                        """,
                        NEWEST_FIRST,
                        extent,
                        reads,
                        room,
                        sight.from(),
                        skip,
                        room,
                        skip,
                        room);
        reads.run(this.jdbc);
        return new Page(found.get().rows().reversed(), found.get().more(), skip > 0);
    }

    /** Returns the messages next before the cursor. */
    public Page before(Sight sight, HistoryCursor cursor, Extent extent) {
        var reads = new Pipeline();
        var newer = exists(sight, ">=", cursor, reads);
        var found =
                page(
                        "AND m.sequence >= ? AND m.sequence < ?",
                        NEWEST_FIRST,
                        extent,
                        reads,
                        sight.room().value(),
                        sight.from(),
                        cursor.sequence());
        reads.run(this.jdbc);
        return new Page(found.get().rows().reversed(), found.get().more(), newer.get());
    }

    /** Returns the messages next after the cursor. */
    public Page after(Sight sight, HistoryCursor cursor, Extent extent) {
        var reads = new Pipeline();
        var older = exists(sight, "<=", cursor, reads);
        var found =
                page(
                        "AND m.sequence >= ? AND m.sequence > ?",
                        OLDEST_FIRST,
                        extent,
                        reads,
                        sight.room().value(),
                        sight.from(),
                        cursor.sequence());
        reads.run(this.jdbc);
        return new Page(found.get().rows(), older.get(), found.get().more());
    }

    /**
     * The message at the cursor with what follows it, and half a page before it; where nothing
     * follows, the page before it.
     */
    public Page around(Sight sight, HistoryCursor cursor, Extent extent) {
        var before = bounded(extent) / 2;
        var half = extent.bytes() / 2;
        var newer =
                after(
                        sight,
                        new HistoryCursor(cursor.sequence() - 1),
                        new Extent(bounded(extent) - before, half));
        if (newer.items().isEmpty()) {
            return before(sight, cursor, extent);
        }
        if (before == 0) {
            return newer;
        }
        var older = before(sight, cursor, new Extent(before, half));
        var items = new ArrayList<>(older.items());
        items.addAll(newer.items());
        return new Page(items, older.older(), newer.newer());
    }

    /**
     * Checks for a visible message on that side of the cursor, so that a page there is not empty.
     */
    private static Supplier<Boolean> exists(
            Sight sight, String side, HistoryCursor cursor, Pipeline reads) {
        var found =
                reads.query(
                        "SELECT EXISTS (SELECT FROM messages m WHERE m.room = ?"
                                + " AND m.sequence >= ? AND m.sequence "
                                + side
                                + " ?)",
                        (row, _) -> row.getBoolean(1),
                        sight.room().value(),
                        sight.from(),
                        cursor.sequence());
        return () -> found.get().getFirst();
    }

    /** Returns the message of that id, of any room; for operators. */
    public Optional<Message> find(MessageId id) {
        return this.jdbc
                .query(
                        "SELECT" + MessageColumns.ALL + "FROM messages m WHERE m.id = ?",
                        (row, _) -> MessageColumns.read(row),
                        id.value())
                .stream()
                .findFirst();
    }

    /** Returns the position of a message of this room. */
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

    private int bounded(Extent extent) {
        return Math.min(extent.messages(), this.properties.pageLimit());
    }

    private Supplier<Cut<Message>> page(
            String where, String order, Extent extent, Pipeline reads, Object... arguments) {
        return new Budget(bounded(extent), extent.bytes())
                .query(
                        reads,
                        SELECT + where,
                        order,
                        (row, _) -> MessageColumns.read(row),
                        arguments);
    }
}
