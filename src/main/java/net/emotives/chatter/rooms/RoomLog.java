package net.emotives.chatter.rooms;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Gives out the numbers of a room's log. Whoever takes numbers locks the head first, in the same
 * transaction, so that numbers are gapless and become visible in their order.
 */
@Component
public class RoomLog {

    // The arrays each within SELECT, so that PostgreSQL does not plan anew for the length of each
    // batch: that would cost it more than to do it. Taken apart behind SELECT, and not behind FROM,
    // where it would keep each array as a table first.
    private static final String HEADS =
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

    private static final String SPOKE =
            """
            UPDATE members m SET caught_up = n.ordinal
            FROM (SELECT unnest((SELECT ?::text[])) AS room, unnest((SELECT ?::text[])) AS username,
                unnest((SELECT ?::bigint[])) AS ordinal) AS n
            WHERE m.room = n.room AND m.username = n.username
            """;

    private final JdbcTemplate jdbc;

    RoomLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Makes rooms, each with a head at 0, and returns those whose name was free. Waits for somebody
     * who is just making one of the same name. Within a transaction.
     */
    public Set<RoomId> open(List<Room> rooms) {
        Assert.state(
                TransactionSynchronizationManager.isActualTransactionActive(), "No transaction");
        // In one order on every node, so that two batches never wait for each other.
        var sorted =
                rooms.stream().sorted(Comparator.comparing(room -> room.id().value())).toList();
        var opened =
                this.jdbc.queryForList(
                        """
                        WITH opened AS (
                            INSERT INTO rooms (id, visibility, name, data, user_group, hide_history)
                            SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                            ON CONFLICT DO NOTHING RETURNING id
                        )
                        INSERT INTO room_heads (room) SELECT id FROM opened RETURNING room
                        """,
                        String.class,
                        column(sorted, room -> room.id().value()),
                        column(sorted, room -> room.visibility().slug()),
                        column(sorted, room -> room.name().orElse(null)),
                        column(sorted, room -> room.data().orElse(null)),
                        column(sorted, room -> room.group().value()),
                        sorted.stream().map(Room::hidesHistory).toArray(Boolean[]::new));
        return opened.stream()
                .map(id -> new RoomId(Objects.requireNonNull(id)))
                .collect(Collectors.toSet());
    }

    private static <T> @Nullable String[] column(
            List<T> rows, Function<T, @Nullable String> column) {
        var texts = new @Nullable String[rows.size()];
        for (var i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }

    /**
     * Locks the heads of these rooms until the transaction ends, in the order of their names, and
     * gives them. A room whose head somebody else holds is left out and not waited for. One
     * statement, which must be the first that reads the rooms: what a later one sees is then newer
     * than the lock.
     */
    public Supplier<Map<RoomId, Head>> lock(Collection<RoomId> rooms, Pipeline reads) {
        var heads =
                reads.query(
                        """
                        SELECT room, sequence, ordinal, members FROM room_heads
                        WHERE room = ANY ((SELECT ?::text[])::text[])
                        ORDER BY room FOR UPDATE SKIP LOCKED
                        """,
                        (row, _) ->
                                new Head(
                                        new RoomId(row.getString("room")),
                                        row.getLong("sequence"),
                                        row.getLong("ordinal"),
                                        row.getInt("members")),
                        (Object) names(rooms));
        return () ->
                heads.get().stream().collect(Collectors.toMap(Head::room, Function.identity()));
    }

    /**
     * Locks the heads of these rooms until the transaction ends; where somebody holds one {@link
     * Pipeline#run} throws {@link net.emotives.chatter.database.ConditionFailed}, and waits for
     * nobody.
     */
    public void lockAll(Collection<RoomId> rooms, Pipeline writes) {
        writes.require(
                """
                SELECT FROM room_heads
                WHERE room = ANY ((SELECT ?::text[])::text[])
                ORDER BY room FOR UPDATE NOWAIT
                """,
                (Object) names(rooms));
    }

    /**
     * A locked head and where it is now.
     *
     * @param before as it was read, which may have been before it was locked
     */
    public record Moved(Head before, Head after) {}

    /**
     * Writes the heads of locked rooms, and fails where one is no longer where it was; that whoever
     * spoke has read what he said himself; and for the other nodes that the rooms moved, and who
     * came or went with that.
     *
     * @param spoke members, and the ordinal of the last that each said
     */
    public void advance(
            List<Moved> moved,
            Collection<UserId> people,
            Map<Members.Key, Long> spoke,
            Pipeline writes) {
        var rooms = moved.stream().map(move -> move.after().room().value()).toArray(String[]::new);
        var befores = moved.stream().map(move -> move.before().sequence()).toArray(Long[]::new);
        var sequences = moved.stream().map(move -> move.after().sequence()).toArray(Long[]::new);
        writes.update(
                HEADS,
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
                people.stream().map(UserId::value).toArray(String[]::new));
        if (spoke.isEmpty()) {
            return;
        }
        var speakers = List.copyOf(spoke.keySet());
        writes.update(
                SPOKE,
                speakers.stream().map(key -> key.room().value()).toArray(String[]::new),
                speakers.stream().map(key -> key.user().value()).toArray(String[]::new),
                speakers.stream().map(spoke::get).toArray(Long[]::new));
    }

    private static String[] names(Collection<RoomId> rooms) {
        return rooms.stream().map(RoomId::value).distinct().toArray(String[]::new);
    }
}
