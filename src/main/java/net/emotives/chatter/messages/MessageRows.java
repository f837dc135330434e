package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** The table of messages, many rows a statement. */
@Component
class MessageRows {

    static final String COLUMNS =
            " m.id, m.room, m.sequence, m.ordinal, m.sender, m.client_id, m.body, m.image_path,"
                    + " m.created_at ";

    private final JdbcTemplate jdbc;

    MessageRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What these senders said in these rooms under these client ids. */
    List<Message> said(List<PendingDraft> drafts) {
        return this.jdbc.query(
                "SELECT "
                        + COLUMNS
                        + """
                        FROM unnest(?, ?, ?) AS d (room, sender, client_id)
                        JOIN messages m USING (room, sender, client_id)
                        """,
                (row, _) -> message(row),
                texts(drafts, pending -> pending.draft().room().value()),
                texts(drafts, pending -> pending.draft().sender().value()),
                texts(drafts, PendingDraft::clientId));
    }

    /**
     * Writes new rows, all of one instant, in their order, and returns their numbers in the same
     * order.
     */
    List<MessageId> insert(List<NewMessage> rows, Instant created) {
        return this.jdbc.query(
                """
                INSERT INTO messages (room, sequence, ordinal, sender, client_id, body, image_path, created_at)
                SELECT room, sequence, ordinal, sender, client_id, body, image_path, ?
                FROM unnest(?, ?, ?, ?, ?, ?, ?) WITH ORDINALITY
                    AS n (room, sequence, ordinal, sender, client_id, body, image_path, position)
                ORDER BY position
                RETURNING id
                """,
                (row, _) -> new MessageId(row.getLong("id")),
                Timestamp.from(created),
                texts(rows, row -> row.head().room().value()),
                rows.stream().map(row -> row.head().sequence()).toArray(Long[]::new),
                rows.stream().map(row -> row.head().ordinal()).toArray(Long[]::new),
                texts(rows, row -> row.pending().draft().sender().value()),
                texts(rows, row -> row.pending().clientId()),
                texts(rows, row -> row.pending().draft().text()),
                texts(rows, row -> row.pending().draft().imagePath()));
    }

    static Message message(ResultSet row) throws SQLException {
        return new Message(
                new MessageId(row.getLong("id")),
                new RoomId(row.getString("room")),
                row.getLong("sequence"),
                row.getLong("ordinal"),
                new UserId(row.getString("sender")),
                row.getString("client_id"),
                row.getString("body"),
                row.getString("image_path"),
                row.getTimestamp("created_at").toInstant());
    }

    private static <T> @Nullable String[] texts(
            List<T> rows, Function<T, @Nullable String> column) {
        var texts = new @Nullable String[rows.size()];
        for (var i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }
}
