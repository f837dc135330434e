package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;

/** Columns of the table {@code messages} for queries, with the mapping of a row. */
public final class MessageColumns {

    /** Select list of the table with the alias {@code m}. */
    public static final String ALL =
            " m.id, m.room, m.sequence, m.ordinal, m.sender, m.client_id, m.body, m.image_path,"
                    + " m.reply_to, m.created_at, m.edited_at, m.deleted_at ";

    private MessageColumns() {}

    /** Returns the message of a row that has {@link #ALL}. */
    public static Message read(ResultSet row) throws SQLException {
        var replyTo = row.getLong("reply_to");
        return new Message(
                new MessageId(row.getLong("id")),
                RoomId.stored(row.getString("room")),
                row.getLong("sequence"),
                row.getLong("ordinal"),
                UserId.stored(row.getString("sender")),
                row.getString("client_id"),
                row.getString("body"),
                row.getString("image_path"),
                replyTo == 0 ? null : replyTo,
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "edited_at"),
                instant(row, "deleted_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
