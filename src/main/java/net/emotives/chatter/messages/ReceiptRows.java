package net.emotives.chatter.messages;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Rows of receipts, many per statement. */
@Component
class ReceiptRows {

    private final JdbcTemplate jdbc;

    ReceiptRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Requested receipt, with what decides on it.
     *
     * @param head the last sequence of the room; 0 if the room does not exist
     * @param size number of members of the room
     * @param before the receipt as stored
     */
    record Checked(Receipt asked, boolean member, long head, int size, Receipt before) {}

    List<Checked> check(List<Receipt> asked) {
        return this.jdbc.query(
                """
                SELECT a.*, m.username IS NOT NULL AS member, h.sequence AS head, h.members,
                    r.delivered AS delivered_before, r.read AS read_before
                FROM unnest(?, ?, ?, ?) AS a (room, username, delivered, read)
                LEFT JOIN members m USING (room, username)
                LEFT JOIN room_heads h USING (room)
                LEFT JOIN receipts r USING (room, username)
                """,
                (row, _) ->
                        new Checked(
                                receipt(row, "delivered", "read"),
                                row.getBoolean("member"),
                                row.getLong("head"),
                                row.getInt("members"),
                                receipt(row, "delivered_before", "read_before")),
                Columns.texts(asked, receipt -> receipt.room().value()),
                Columns.texts(asked, receipt -> receipt.user().value()),
                Columns.numbers(asked, Receipt::delivered),
                Columns.numbers(asked, Receipt::read));
    }

    /** Writes receipts; a higher stored sequence stays. */
    void raise(List<Receipt> receipts) {
        this.jdbc.update(
                """
                INSERT INTO receipts AS r (room, username, delivered, read, read_ordinal)
                SELECT n.room, n.username, n.delivered, n.read, coalesce(
                    (SELECT m.ordinal FROM messages m WHERE m.room = n.room AND m.sequence <= n.read
                     ORDER BY m.sequence DESC LIMIT 1), 0)
                FROM unnest(?, ?, ?, ?) AS n (room, username, delivered, read)
                ON CONFLICT (room, username) DO UPDATE
                SET delivered = greatest(r.delivered, excluded.delivered),
                    read = greatest(r.read, excluded.read),
                    read_ordinal = greatest(r.read_ordinal, excluded.read_ordinal)
                """,
                Columns.texts(receipts, receipt -> receipt.room().value()),
                Columns.texts(receipts, receipt -> receipt.user().value()),
                Columns.numbers(receipts, Receipt::delivered),
                Columns.numbers(receipts, Receipt::read));
    }

    /** Returns those of the receipts whose sequence is delivered already. */
    List<Receipt> known(List<Receipt> asked) {
        return this.jdbc.query(
                """
                SELECT a.*, 0 AS read FROM unnest(?, ?, ?) AS a (room, username, delivered)
                JOIN receipts r USING (room, username) WHERE r.delivered >= a.delivered
                """,
                (row, _) -> receipt(row, "delivered", "read"),
                Columns.texts(asked, receipt -> receipt.room().value()),
                Columns.texts(asked, receipt -> receipt.user().value()),
                Columns.numbers(asked, Receipt::delivered));
    }

    Receipt of(RoomId room, UserId user) {
        return this.jdbc
                .query(
                        "SELECT * FROM receipts WHERE room = ? AND username = ?",
                        (row, _) -> receipt(row, "delivered", "read"),
                        room.value(),
                        user.value())
                .stream()
                .findFirst()
                .orElseGet(() -> new Receipt(room, user, 0, 0));
    }

    /** Returns the receipts of the members of these rooms, except that user. */
    List<Receipt> ofOthers(Collection<RoomId> rooms, UserId user) {
        return this.jdbc.query(
                """
                SELECT r.* FROM receipts r JOIN members m USING (room, username)
                WHERE r.room = ANY (?) AND r.username <> ? ORDER BY r.room, r.username
                """,
                (row, _) -> receipt(row, "delivered", "read"),
                Columns.texts(List.copyOf(rooms), RoomId::value),
                user.value());
    }

    private static Receipt receipt(ResultSet row, String delivered, String read)
            throws SQLException {
        return new Receipt(
                RoomId.stored(row.getString("room")),
                UserId.stored(row.getString("username")),
                row.getLong(delivered),
                row.getLong(read));
    }
}
