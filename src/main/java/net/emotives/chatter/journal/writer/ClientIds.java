package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.EventColumns;
import net.emotives.chatter.journal.MessageColumns;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks up changes that were committed before, by their client ids. */
@Component
class ClientIds {

    /** Messages and events that have these client ids. */
    private static final String MATCHES =
            """
            FROM (SELECT unnest(?) AS room, unnest(?) AS name, unnest(?) AS client_id) AS d
            LEFT JOIN messages m
                ON m.room = d.room AND m.sender = d.name AND m.client_id = d.client_id
            LEFT JOIN room_events e
                ON e.room = d.room AND e.actor = d.name AND e.client_id = d.client_id
            WHERE m.id IS NOT NULL OR e.room IS NOT NULL
            """;

    private final JdbcTemplate jdbc;

    ClientIds(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Event that a change made, with the time and the fingerprint of the change.
     *
     * @param at the time that was written with it
     */
    record Known(RoomEvent event, Instant at, Fingerprint fingerprint) {}

    /**
     * Finds what the changes made, if they were committed before. One statement, and another if an
     * event that is no message was found.
     */
    Supplier<Map<PendingChange.ClientKey, Known>> known(
            List<PendingChange> changes, Pipeline reads) {
        var rooms = Columns.texts(changes, pending -> pending.key().room().value());
        var users = Columns.texts(changes, pending -> pending.key().by().value());
        var ids = Columns.texts(changes, pending -> pending.key().clientId());
        var sent =
                reads.query(
                        "SELECT m.fingerprint," + MessageColumns.ALL + MATCHES,
                        (row, _) ->
                                row.getString("sender") == null
                                        ? Optional
                                                .<Map.Entry<PendingChange.ClientKey, Known>>empty()
                                        : Optional.of(Map.entry(key(row, "sender"), sent(row))),
                        rooms,
                        users,
                        ids);
        return () -> {
            var known = new HashMap<PendingChange.ClientKey, Known>();
            for (var one : sent.get()) {
                one.ifPresent(found -> known.put(found.getKey(), found.getValue()));
            }
            if (known.size() < sent.get().size()) {
                findOthers(known, rooms, users, ids);
            }
            return known;
        };
    }

    /** Adds the condition that none of the changes was committed before. */
    static void requireUnknown(List<PendingChange> changes, Pipeline writes) {
        writes.require(
                "SELECT CASE WHEN EXISTS (SELECT "
                        + MATCHES
                        + ") THEN "
                        + Pipeline.failing("Something of that name is there")
                        + " END",
                Columns.texts(changes, pending -> pending.key().room().value()),
                Columns.texts(changes, pending -> pending.key().by().value()),
                Columns.texts(changes, pending -> pending.key().clientId()));
    }

    private static Known sent(ResultSet row) throws SQLException {
        var message = MessageColumns.read(row);
        var target = new Target(message, MessageRows.fingerprint(row), false);
        return new Known(new RoomEvent.Sent(message), message.created(), target.fingerprint());
    }

    private void findOthers(
            Map<PendingChange.ClientKey, Known> known,
            @Nullable String[] rooms,
            @Nullable String[] users,
            @Nullable String[] ids) {
        this.jdbc.query(
                "SELECT"
                        + EventColumns.ALL
                        + """
                        FROM unnest(?, ?, ?) AS d (room, actor, client_id)
                        JOIN room_events e USING (room, actor, client_id)
                        LEFT JOIN messages m ON m.room = e.room AND m.sequence = e.message
                        """,
                row -> {
                    known.put(
                            key(row, "actor"),
                            new Known(
                                    EventColumns.read(row),
                                    row.getTimestamp("at").toInstant(),
                                    Fingerprint.ofStored(row.getBytes("fingerprint"))));
                },
                rooms,
                users,
                ids);
    }

    private static PendingChange.ClientKey key(ResultSet row, String user) throws SQLException {
        return new PendingChange.ClientKey(
                RoomId.stored(row.getString("room")),
                UserId.stored(row.getString(user)),
                row.getString("client_id"));
    }
}
