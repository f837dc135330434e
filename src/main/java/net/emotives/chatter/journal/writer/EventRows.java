package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.EventColumns;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;

/** Rows of events that are no messages, many per statement. */
final class EventRows {

    private EventRows() {}

    /** Reads all events of a room up to a sequence, except messages, in order. One statement. */
    static List<RoomEvent> upTo(RoomId room, long sequence, JdbcOperations jdbc) {
        return jdbc.query(
                "SELECT"
                        + EventColumns.ALL
                        + EventColumns.TABLES
                        + "WHERE e.room = ? AND e.sequence <= ? ORDER BY e.sequence",
                (row, _) -> EventColumns.read(row),
                room.value(),
                sequence);
    }

    /** Inserts events that are no messages, each with the client id of its change. */
    static void insert(List<Ledger.Decision> decisions, Instant at, Pipeline writes) {
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
                Columns.texts(decisions, decision -> kind(decision.event())),
                Columns.texts(decisions, decision -> decision.pending().key().by().value()),
                Columns.texts(decisions, Ledger.Decision::clientId),
                Columns.texts(decisions, decision -> decision.pending().fingerprint().hex()),
                Columns.texts(decisions, decision -> subject(decision.event())),
                Columns.numbers(decisions, decision -> message(decision.event())),
                Columns.texts(decisions, decision -> reaction(decision.event())));
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
