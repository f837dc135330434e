package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Columns of the table {@code room_events}, which has the events that are no messages, with the
 * mapping of a row. Public for the writer; other modules read by {@link Replay}.
 */
public final class EventColumns {

    /** Select list of the table with the alias {@code e}, and of {@link #TABLES}. */
    public static final String ALL =
            " e.kind, e.room, e.sequence, e.actor, e.at, e.client_id, e.fingerprint, e.subject,"
                    + " e.message, e.reaction, m.body ";

    /** The table, with the message that an event is about. */
    public static final String TABLES =
            """
            FROM room_events e
            LEFT JOIN messages m ON m.room = e.room AND m.sequence = e.message
            """;

    private EventColumns() {}

    /** Returns the event of a row that has {@link #ALL}. */
    public static RoomEvent read(ResultSet row) throws SQLException {
        var room = RoomId.stored(row.getString("room"));
        var sequence = row.getLong("sequence");
        var by = UserId.stored(row.getString("actor"));
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
                    new RoomEvent.Joined(
                            room, sequence, UserId.stored(row.getString("subject")), by);
            case "left" ->
                    new RoomEvent.Left(room, sequence, UserId.stored(row.getString("subject")), by);
            default -> throw new IllegalStateException("unknown kind: " + row.getString("kind"));
        };
    }
}
