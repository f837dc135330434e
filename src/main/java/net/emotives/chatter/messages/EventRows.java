package net.emotives.chatter.messages;

import net.emotives.chatter.database.Budget;
import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Cut;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The log of a room as it is kept: the rows of its messages, and a row for everything else that has
 * a number.
 */
@Component
class EventRows {

    private static final String EVENT =
            " e.kind, e.room, e.sequence, e.actor, e.at, e.client_id, e.fingerprint, e.subject,"
                    + " e.message, e.reaction, m.body ";

    /** What of these names is there. */
    private static final String OF_NAMES =
            """
            FROM (SELECT unnest(?) AS room, unnest(?) AS name, unnest(?) AS client_id) AS d
            LEFT JOIN messages m
                ON m.room = d.room AND m.sender = d.name AND m.client_id = d.client_id
            LEFT JOIN room_events e
                ON e.room = d.room AND e.actor = d.name AND e.client_id = d.client_id
            WHERE m.id IS NOT NULL OR e.room IS NOT NULL
            """;

    private final JdbcTemplate jdbc;

    EventRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that is there already, and when and by which request it came to be. */
    record Known(RoomEvent event, Instant at, Fingerprint fingerprint) {}

    /**
     * What these changes made, where they were made before. One statement, and another where
     * something was that is no message.
     */
    Supplier<Map<Pending.ClientKey, Known>> known(List<Pending> asked, Pipeline reads) {
        var rooms = Columns.texts(asked, pending -> pending.key().room().value());
        var users = Columns.texts(asked, pending -> pending.key().by().value());
        var ids = Columns.texts(asked, pending -> pending.key().clientId());
        var sent =
                reads.query(
                        "SELECT m.fingerprint," + MessageRows.COLUMNS + OF_NAMES,
                        (row, _) ->
                                row.getString("sender") == null
                                        ? Optional.<Map.Entry<Pending.ClientKey, Known>>empty()
                                        : Optional.of(Map.entry(key(row, "sender"), sent(row))),
                        rooms,
                        users,
                        ids);
        return () -> {
            var known = new HashMap<Pending.ClientKey, Known>();
            for (var one : sent.get()) {
                one.ifPresent(found -> known.put(found.getKey(), found.getValue()));
            }
            if (known.size() < sent.get().size()) {
                findOthers(known, rooms, users, ids);
            }
            return known;
        };
    }

    /** Requires that nothing is so called yet. */
    static void requireUnknown(List<Pending> asked, Pipeline writes) {
        writes.require(
                "SELECT CASE WHEN EXISTS (SELECT "
                        + OF_NAMES
                        + ") THEN "
                        + Pipeline.failing("Something of that name is there")
                        + " END",
                Columns.texts(asked, pending -> pending.key().room().value()),
                Columns.texts(asked, pending -> pending.key().by().value()),
                Columns.texts(asked, pending -> pending.key().clientId()));
    }

    private static Known sent(ResultSet row) throws SQLException {
        var message = MessageRows.message(row);
        var target = new Target(message, MessageRows.fingerprint(row), false);
        return new Known(new RoomEvent.Sent(message), message.created(), target.fingerprint());
    }

    private void findOthers(
            Map<Pending.ClientKey, Known> known,
            @Nullable String[] rooms,
            @Nullable String[] users,
            @Nullable String[] ids) {
        this.jdbc.query(
                "SELECT"
                        + EVENT
                        + """
                        FROM unnest(?, ?, ?) AS d (room, actor, client_id)
                        JOIN room_events e USING (room, actor, client_id)
                        LEFT JOIN messages m ON m.room = e.room AND m.sequence = e.message
                        """,
                row -> {
                    known.put(
                            key(row, "actor"),
                            new Known(
                                    event(row),
                                    row.getTimestamp("at").toInstant(),
                                    Fingerprint.of(row.getBytes("fingerprint"))));
                },
                rooms,
                users,
                ids);
    }

    /**
     * Reads the events after one sequence up to another, except sent messages, oldest first, as far
     * as the budget goes.
     */
    static Supplier<Cut<RoomEvent>> between(
            RoomId room, long after, long upTo, Budget budget, Pipeline reads) {
        return budget.query(
                reads,
                "SELECT"
                        + EVENT
                        + ","
                        + Budget.sizeOf("m.body")
                        + """
                        FROM room_events e
                        LEFT JOIN messages m ON m.room = e.room AND m.sequence = e.message
                        WHERE e.room = ? AND e.sequence > ? AND e.sequence <= ?
                        """,
                "sequence",
                (row, _) -> event(row),
                room.value(),
                after,
                upTo);
    }

    /** All that happened after one number up to another, but for what was sent, in order. */
    List<RoomEvent> between(RoomId room, long after, long upTo) {
        var reads = new Pipeline();
        var events = between(room, after, upTo, Budget.ofBytes(Long.MAX_VALUE), reads);
        reads.run(this.jdbc);
        return events.get().rows();
    }

    /** Writes events that are no messages, each with what its change is called. */
    void insert(List<Ledger.Decision> decisions, Instant at, Pipeline writes) {
        writes.update(
                """
                INSERT INTO room_events
                    (room, sequence, kind, actor, client_id, fingerprint, subject, message, reaction, at)
                SELECT room, sequence, kind, actor, client_id, decode(fingerprint, 'hex'), subject, message,
                    reaction, ?
                FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?)
                    AS n (room, sequence, kind, actor, client_id, fingerprint, subject, message, reaction)
                """,
                Timestamp.from(at),
                Columns.texts(decisions, decision -> decision.head().room().value()),
                Columns.numbers(decisions, decision -> decision.head().sequence()),
                Columns.texts(decisions, decision -> kind(decision.made())),
                Columns.texts(decisions, decision -> decision.pending().key().by().value()),
                Columns.texts(decisions, Ledger.Decision::clientId),
                Columns.texts(
                        decisions, decision -> decision.pending().change().fingerprint().hex()),
                Columns.texts(decisions, decision -> subject(decision.made())),
                Columns.numbers(decisions, decision -> message(decision.made())),
                Columns.texts(decisions, decision -> reaction(decision.made())));
    }

    private static Pending.ClientKey key(ResultSet row, String user) throws SQLException {
        return new Pending.ClientKey(
                new RoomId(row.getString("room")),
                new UserId(row.getString(user)),
                row.getString("client_id"));
    }

    private static RoomEvent event(ResultSet row) throws SQLException {
        var room = new RoomId(row.getString("room"));
        var sequence = row.getLong("sequence");
        var by = new UserId(row.getString("actor"));
        var at = row.getTimestamp("at").toInstant();
        var message = row.getLong("message");
        return switch (row.getString("kind")) {
            case "edited" ->
                    new RoomEvent.Edited(room, sequence, message, by, row.getString("body"), at);
            case "deleted" -> new RoomEvent.Deleted(room, sequence, message, by, at);
            case "reacted" ->
                    new RoomEvent.Reacted(room, sequence, message, by, row.getString("reaction"));
            case "unreacted" ->
                    new RoomEvent.Unreacted(room, sequence, message, by, row.getString("reaction"));
            case "joined" ->
                    new RoomEvent.Joined(room, sequence, new UserId(row.getString("subject")), by);
            case "left" ->
                    new RoomEvent.Left(room, sequence, new UserId(row.getString("subject")), by);
            default -> throw new IllegalStateException("unknown kind: " + row.getString("kind"));
        };
    }

    private static String kind(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Edited _ -> "edited";
            case RoomEvent.Deleted _ -> "deleted";
            case RoomEvent.Reacted _ -> "reacted";
            case RoomEvent.Unreacted _ -> "unreacted";
            case RoomEvent.Joined _ -> "joined";
            case RoomEvent.Left _ -> "left";
            case RoomEvent.Sent _ -> throw new IllegalArgumentException("has a row of its own");
        };
    }

    private static @Nullable String subject(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Joined joined -> joined.user().value();
            case RoomEvent.Left left -> left.user().value();
            default -> null;
        };
    }

    private static @Nullable Long message(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Edited edited -> edited.message();
            case RoomEvent.Deleted deleted -> deleted.message();
            case RoomEvent.Reacted reacted -> reacted.message();
            case RoomEvent.Unreacted unreacted -> unreacted.message();
            default -> null;
        };
    }

    private static @Nullable String reaction(RoomEvent event) {
        return switch (event) {
            case RoomEvent.Reacted reacted -> reacted.reaction();
            case RoomEvent.Unreacted unreacted -> unreacted.reaction();
            default -> null;
        };
    }
}
