package net.emotives.chatter.messages;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The table of messages, many rows a statement. */
final class MessageRows {

    static final String COLUMNS =
            " m.id, m.room, m.sequence, m.ordinal, m.sender, m.client_id, m.body, m.image_path,"
                    + " m.reply_to, m.created_at, m.edited_at, m.deleted_at ";

    private MessageRows() {}

    /**
     * Takes so many numbers, in their order. Behind the lock of the rooms, so that what is later in
     * a room has a higher one.
     */
    static Supplier<List<MessageId>> ids(int count, Pipeline reads) {
        return reads.query(
                // The inner SELECT keeps PostgreSQL from planning anew for each number.
                "SELECT nextval('messages_id_seq') FROM generate_series(1, (SELECT ?::int))",
                (row, _) -> new MessageId(row.getLong(1)),
                count);
    }

    /**
     * Writes new rows, all of one instant. Of arrays taken apart behind SELECT PostgreSQL makes
     * rows as it goes; behind FROM it would keep each of them as a table first, which costs a batch
     * of few more than to insert them.
     */
    static void insert(List<Message> messages, Pipeline writes) {
        writes.update(
                """
                INSERT INTO messages
                    (id, room, sequence, ordinal, sender, client_id, body, image_path, reply_to, created_at)
                SELECT unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?), unnest(?),
                    unnest(?), ?
                """,
                Columns.numbers(messages, message -> message.id().value()),
                Columns.texts(messages, message -> message.room().value()),
                Columns.numbers(messages, Message::sequence),
                Columns.numbers(messages, Message::ordinal),
                Columns.texts(messages, message -> message.sender().value()),
                Columns.texts(messages, Message::clientId),
                Columns.texts(messages, Message::text),
                Columns.texts(messages, Message::imagePath),
                Columns.numbers(messages, Message::replyTo),
                Timestamp.from(messages.getFirst().created()));
    }

    /** The messages at these places; where there is none, nothing. */
    static Supplier<Map<Target.Key, Target>> targets(Collection<Target.Key> asked, Pipeline reads) {
        var keys = List.copyOf(asked);
        var found =
                reads.query(
                        "SELECT (SELECT q.hide_history FROM rooms q WHERE q.id = m.room) AS hides,"
                                + " m.fingerprint,"
                                + COLUMNS
                                + """
                                FROM unnest(?, ?) AS a (room, sequence)
                                JOIN messages m USING (room, sequence)
                                """,
                        (row, _) ->
                                new Target(message(row), fingerprint(row), row.getBoolean("hides")),
                        Columns.texts(keys, key -> key.room().value()),
                        Columns.numbers(keys, Target.Key::sequence));
        return () ->
                found.get().stream().collect(Collectors.toMap(Target::key, Function.identity()));
    }

    /** Writes what became of messages. */
    static void update(List<Target> targets, Pipeline writes) {
        writes.update(
                """
                UPDATE messages m
                SET body = n.body, image_path = n.image_path, edited_at = n.edited_at,
                    deleted_at = n.deleted_at, fingerprint = decode(n.fingerprint, 'hex')
                FROM unnest(?, ?, ?, ?, ?, ?, ?)
                    AS n (room, sequence, body, image_path, edited_at, deleted_at, fingerprint)
                WHERE m.room = n.room AND m.sequence = n.sequence
                """,
                Columns.texts(targets, target -> target.key().room().value()),
                Columns.numbers(targets, target -> target.key().sequence()),
                Columns.texts(targets, Target::text),
                Columns.texts(targets, Target::imagePath),
                Columns.times(targets, Target::edited),
                Columns.times(targets, Target::deleted),
                Columns.texts(targets, target -> target.fingerprint().hex()));
    }

    static Message message(ResultSet row) throws SQLException {
        var replyTo = row.getLong("reply_to");
        return new Message(
                new MessageId(row.getLong("id")),
                new RoomId(row.getString("room")),
                row.getLong("sequence"),
                row.getLong("ordinal"),
                new UserId(row.getString("sender")),
                row.getString("client_id"),
                row.getString("body"),
                row.getString("image_path"),
                replyTo == 0 ? null : replyTo,
                Objects.requireNonNull(instant(row, "created_at")),
                instant(row, "edited_at"),
                instant(row, "deleted_at"));
    }

    static @Nullable Fingerprint fingerprint(ResultSet row) throws SQLException {
        var kept = row.getBytes("fingerprint");
        return kept == null ? null : Fingerprint.of(kept);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }
}
