package net.emotives.chatter.messages;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The table of reactions, many rows a statement. */
final class ReactionRows {

    /** Whose reaction to which message. */
    record Key(RoomId room, long message, UserId user, String reaction) {}

    /** When it was given or taken back last, and which of the two. */
    record State(long sequence, boolean given) {}

    private ReactionRows() {}

    static Supplier<Map<Key, State>> find(Collection<Key> asked, Pipeline reads) {
        var keys = List.copyOf(asked);
        var found =
                reads.query(
                        """
                        SELECT r.* FROM unnest(?, ?, ?, ?) AS a (room, message, username, reaction)
                        JOIN reactions r USING (room, message, username, reaction)
                        """,
                        (row, _) ->
                                Map.entry(
                                        new Key(
                                                new RoomId(row.getString("room")),
                                                row.getLong("message"),
                                                new UserId(row.getString("username")),
                                                row.getString("reaction")),
                                        new State(
                                                row.getLong("sequence"), row.getBoolean("given"))),
                        Columns.texts(keys, key -> key.room().value()),
                        Columns.numbers(keys, Key::message),
                        Columns.texts(keys, key -> key.user().value()),
                        Columns.texts(keys, Key::reaction));
        return () ->
                found.get().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static void write(Map<Key, State> states, Pipeline writes) {
        var rows = List.copyOf(states.entrySet());
        writes.update(
                """
                INSERT INTO reactions (room, message, username, reaction, sequence, given)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                ON CONFLICT (room, message, username, reaction)
                DO UPDATE SET sequence = excluded.sequence, given = excluded.given
                """,
                Columns.texts(rows, row -> row.getKey().room().value()),
                Columns.numbers(rows, row -> row.getKey().message()),
                Columns.texts(rows, row -> row.getKey().user().value()),
                Columns.texts(rows, row -> row.getKey().reaction()),
                Columns.numbers(rows, row -> row.getValue().sequence()),
                rows.stream().map(row -> row.getValue().given()).toArray(Boolean[]::new));
    }
}
