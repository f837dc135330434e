package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Rows of the heads of rooms, with the change log. A transaction locks a head before it takes
 * sequences from it, so that they are gapless and become visible in their order.
 */
final class HeadRows {

    // Each array within SELECT, so that PostgreSQL keeps its plan for batches of other lengths,
    // since planning costs more than the update; unnest in the select list streams its rows, while
    // in FROM it would materialise each array first.
    private static final String ADVANCE =
            String.format(
                    Locale.ROOT,
                    """
                    UPDATE room_heads AS h
                    SET sequence = CASE WHEN h.sequence = n.before THEN n.sequence ELSE %s END,
                        ordinal = n.ordinal, members = n.members
                    FROM (SELECT unnest((SELECT ?::text[])) AS room, unnest((SELECT ?::bigint[])) AS before,
                        unnest((SELECT ?::bigint[])) AS sequence, unnest((SELECT ?::bigint[])) AS ordinal,
                        unnest((SELECT ?::int[])) AS members) AS n
                    WHERE h.room = n.room
                    """,
                    Pipeline.failing("Somebody else wrote in a room"));

    private HeadRows() {}

    /**
     * Locks the heads of these rooms until the transaction ends, in the order of their ids, and
     * reads them. Heads that another transaction has locked are skipped. Must be the first
     * statement that reads the rooms, so that later ones see what was committed before the lock.
     */
    static Supplier<Map<RoomId, Head>> lock(Collection<RoomId> rooms, Pipeline reads) {
        var heads =
                reads.query(
                        """
                        SELECT room, sequence, ordinal, members FROM room_heads
                        WHERE room = ANY ((SELECT ?::text[])::text[])
                        ORDER BY room FOR UPDATE SKIP LOCKED
                        """,
                        (row, _) ->
                                new Head(
                                        RoomId.stored(row.getString("room")),
                                        row.getLong("sequence"),
                                        row.getLong("ordinal"),
                                        row.getInt("members")),
                        (Object) ids(rooms));
        return () ->
                heads.get().stream().collect(Collectors.toMap(Head::room, Function.identity()));
    }

    /**
     * Locks the heads of these rooms until the transaction ends. If another transaction has locked
     * one, {@link Pipeline#run} throws {@link net.emotives.chatter.database.ConditionFailed}
     * without waiting.
     */
    static void lockAll(Collection<RoomId> rooms, Pipeline writes) {
        writes.require(
                """
                SELECT FROM room_heads
                WHERE room = ANY ((SELECT ?::text[])::text[])
                ORDER BY room FOR UPDATE NOWAIT
                """,
                (Object) ids(rooms));
    }

    /**
     * Locked head that takes sequences.
     *
     * @param before as it was read, which may have been before it was locked
     */
    record Moved(Head before, Head after) {}

    /**
     * Updates locked heads, and fails if one is no longer as it was read; appends the move to the
     * change log for the other nodes.
     *
     * @param users users that joined or left
     */
    static void advance(List<Moved> moved, Collection<UserId> users, Pipeline writes) {
        var rooms = moved.stream().map(move -> move.after().room().value()).toArray(String[]::new);
        var befores = moved.stream().map(move -> move.before().sequence()).toArray(Long[]::new);
        var sequences = moved.stream().map(move -> move.after().sequence()).toArray(Long[]::new);
        writes.update(
                ADVANCE,
                rooms,
                befores,
                sequences,
                moved.stream().map(move -> move.after().ordinal()).toArray(Long[]::new),
                moved.stream().map(move -> move.after().members()).toArray(Integer[]::new));
        writes.update(
                "INSERT INTO changes (rooms, befores, afters, users) VALUES (?, ?, ?, ?)",
                rooms,
                befores,
                sequences,
                users.stream().map(UserId::value).toArray(String[]::new));
    }

    private static String[] ids(Collection<RoomId> rooms) {
        return rooms.stream().map(RoomId::value).distinct().toArray(String[]::new);
    }
}
