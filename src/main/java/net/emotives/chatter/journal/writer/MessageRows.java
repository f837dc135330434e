package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageColumns;
import net.emotives.chatter.journal.MessageId;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Rows of messages, many per statement. */
final class MessageRows {

    private MessageRows() {}

    /**
     * Takes ids from the sequence, in ascending order. Runs behind the lock of the rooms, so that
     * later messages of a room have higher ids.
     */
    static Supplier<List<MessageId>> ids(int count, Pipeline reads) {
        return reads.query(
                // The inner SELECT keeps PostgreSQL from planning anew for each number.
                "SELECT nextval('messages_id_seq') FROM generate_series(1, (SELECT ?::int))",
                (row, _) -> new MessageId(row.getLong(1)),
                count);
    }

    /**
     * Inserts messages of one instant. {@code unnest} in the select list streams its rows; in FROM,
     * PostgreSQL would materialise each array first, which costs more than a small insert.
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

    /** Reads the messages with these keys, as far as they exist. */
    static Supplier<Map<Target.Key, Target>> targets(Collection<Target.Key> asked, Pipeline reads) {
        var keys = List.copyOf(asked);
        var found =
                reads.query(
                        "SELECT (SELECT q.hide_history FROM rooms q WHERE q.id = m.room) AS hides,"
                                + " m.fingerprint,"
                                + MessageColumns.ALL
                                + """
                                FROM unnest(?, ?) AS a (room, sequence)
                                JOIN messages m USING (room, sequence)
                                """,
                        (row, _) ->
                                new Target(
                                        MessageColumns.read(row),
                                        fingerprint(row),
                                        row.getBoolean("hides")),
                        Columns.texts(keys, key -> key.room().value()),
                        Columns.numbers(keys, Target.Key::sequence));
        return () ->
                found.get().stream().collect(Collectors.toMap(Target::key, Function.identity()));
    }

    /** Updates edited and deleted messages. */
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

    static @Nullable Fingerprint fingerprint(ResultSet row) throws SQLException {
        var kept = row.getBytes("fingerprint");
        return kept == null ? null : Fingerprint.ofStored(kept);
    }
}
