package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Rows of reactions, many per statement. */
final class ReactionRows {

    /** Key of all reactions of one user to one message. */
    record Own(RoomId room, long message, UserId user) {}

    /** Key of one reaction to one message, by any users. */
    record Kind(RoomId room, long message, String reaction) {}

    /** Key of one reaction of one user to one message. */
    record Key(RoomId room, long message, UserId user, String reaction) {

        Own own() {
            return new Own(this.room, this.message, this.user);
        }

        Kind kind() {
            return new Kind(this.room, this.message, this.reaction);
        }
    }

    /**
     * A row.
     *
     * @param sequence when it was given or taken back last
     * @param since when the count of the reaction rose from 0, where it is given
     */
    record State(long sequence, boolean given, @Nullable Long since) {}

    /**
     * Number of users that have given a reaction to a message.
     *
     * @param count exact below the bound of the query; the bound stands for that many or more
     * @param since the sequence at which the count rose from 0
     */
    record Tally(int count, long since) {}

    private ReactionRows() {}

    /** All rows of these users for these messages, those taken back too. */
    static Supplier<Map<Key, State>> find(Collection<Own> asked, Pipeline reads) {
        var owns = List.copyOf(asked);
        var found =
                reads.query(
                        """
                        SELECT r.* FROM unnest(?, ?, ?) AS a (room, message, username)
                        JOIN reactions r USING (room, message, username)
                        """,
                        (row, _) ->
                                Map.entry(
                                        new Key(
                                                RoomId.stored(row.getString("room")),
                                                row.getLong("message"),
                                                UserId.stored(row.getString("username")),
                                                row.getString("reaction")),
                                        new State(
                                                row.getLong("sequence"),
                                                row.getBoolean("given"),
                                                row.getObject("since", Long.class))),
                        Columns.texts(owns, own -> own.room().value()),
                        Columns.numbers(owns, Own::message),
                        Columns.texts(owns, own -> own.user().value()));
        return () -> toMap(found.get());
    }

    /**
     * Counts each reaction that is given at least once, up to a bound; reads a few index entries
     * each.
     */
    static Supplier<Map<Kind, Tally>> tallies(Collection<Kind> asked, int bound, Pipeline reads) {
        var kinds = List.copyOf(asked);
        var found =
                reads.query(
                        """
                        SELECT a.room, a.message, a.reaction,
                            (SELECT count(*) FROM (SELECT FROM reactions r
                                WHERE r.room = a.room AND r.message = a.message AND r.reaction = a.reaction AND r.given
                                LIMIT ?) AS counted) AS given,
                            (SELECT coalesce(r.since, r.sequence) FROM reactions r
                                WHERE r.room = a.room AND r.message = a.message AND r.reaction = a.reaction AND r.given
                                ORDER BY r.sequence LIMIT 1) AS since
                        FROM (SELECT unnest(?) AS room, unnest(?) AS message, unnest(?) AS reaction) AS a
                        """,
                        (row, _) ->
                                Map.entry(
                                        new Kind(
                                                RoomId.stored(row.getString("room")),
                                                row.getLong("message"),
                                                row.getString("reaction")),
                                        new Tally(row.getInt("given"), row.getLong("since"))),
                        bound,
                        Columns.texts(kinds, kind -> kind.room().value()),
                        Columns.numbers(kinds, Kind::message),
                        Columns.texts(kinds, Kind::reaction));
        return () ->
                toMap(found.get().stream().filter(entry -> entry.getValue().count() > 0).toList());
    }

    /** Counts the different reactions to each message, up to a bound. */
    static Supplier<Map<Target.Key, Integer>> different(
            Collection<Target.Key> asked, int bound, Pipeline reads) {
        var keys = List.copyOf(asked);
        var found =
                reads.query(
                        """
                        SELECT a.room, a.message, (
                            WITH RECURSIVE d AS (
                                (SELECT r.reaction, 1 AS place FROM reactions r
                                WHERE r.room = a.room AND r.message = a.message AND r.given
                                ORDER BY r.reaction LIMIT 1)
                                UNION ALL
                                SELECT (SELECT r.reaction FROM reactions r
                                    WHERE r.room = a.room AND r.message = a.message AND r.given
                                        AND r.reaction > d.reaction
                                    ORDER BY r.reaction LIMIT 1), d.place + 1
                                FROM d WHERE d.reaction IS NOT NULL AND d.place < ?)
                            SELECT count(d.reaction) FROM d) AS different
                        FROM (SELECT unnest(?) AS room, unnest(?) AS message) AS a
                        """,
                        (row, _) ->
                                Map.entry(
                                        new Target.Key(
                                                RoomId.stored(row.getString("room")),
                                                row.getLong("message")),
                                        row.getInt("different")),
                        bound,
                        Columns.texts(keys, key -> key.room().value()),
                        Columns.numbers(keys, Target.Key::sequence));
        return () -> toMap(found.get());
    }

    private static <K, V> Map<K, V> toMap(List<Map.Entry<K, V>> found) {
        return found.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static void write(Map<Key, State> states, Pipeline writes) {
        var rows = List.copyOf(states.entrySet());
        writes.update(
                """
                INSERT INTO reactions (room, message, username, reaction, sequence, given, since)
                SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (room, message, username, reaction)
                DO UPDATE SET sequence = excluded.sequence, given = excluded.given, since = excluded.since
                """,
                Columns.texts(rows, row -> row.getKey().room().value()),
                Columns.numbers(rows, row -> row.getKey().message()),
                Columns.texts(rows, row -> row.getKey().user().value()),
                Columns.texts(rows, row -> row.getKey().reaction()),
                Columns.numbers(rows, row -> row.getValue().sequence()),
                rows.stream().map(row -> row.getValue().given()).toArray(Boolean[]::new),
                Columns.numbers(rows, row -> row.getValue().since()));
    }

    /** Removes rows of reactions that were taken back long ago. */
    static void forget(Collection<Key> forgotten, Pipeline writes) {
        var keys = List.copyOf(forgotten);
        writes.update(
                """
                DELETE FROM reactions r USING unnest(?, ?, ?, ?) AS f (room, message, username, reaction)
                WHERE r.room = f.room AND r.message = f.message AND r.username = f.username
                    AND r.reaction = f.reaction
                """,
                Columns.texts(keys, key -> key.room().value()),
                Columns.numbers(keys, Key::message),
                Columns.texts(keys, key -> key.user().value()),
                Columns.texts(keys, Key::reaction));
    }
}
