package net.emotives.chatter.messages;

import net.emotives.chatter.database.Budget;
import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Epoch;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageColumns;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the state of a user's rooms: head, unread count, receipts. One round trip each. */
@Component
public class RoomStates {

    private static final String SELECT =
            """
            SELECT m.room, m.username, m.owner, m.joined, h.sequence, h.ordinal, h.members, q.hide_history,
                greatest(h.ordinal - greatest(m.caught_up, coalesce(r.read_ordinal, 0)), 0) AS unread,
                coalesce(r.delivered, 0) AS delivered, coalesce(r.read, 0) AS read
            FROM members m
            JOIN room_heads h ON h.room = m.room
            JOIN rooms q ON q.id = m.room
            LEFT JOIN receipts r ON r.room = m.room AND r.username = m.username
            WHERE m.username = ?
            """;

    private static final RowMapper<RoomState> STATE =
            (row, _) -> {
                var room = RoomId.stored(row.getString("room"));
                var user = UserId.stored(row.getString("username"));
                return new RoomState(
                        new Member(
                                room,
                                user,
                                row.getBoolean("owner") ? Role.OWNER : Role.MEMBER,
                                row.getLong("joined")),
                        new Head(
                                room,
                                row.getLong("sequence"),
                                row.getLong("ordinal"),
                                row.getInt("members")),
                        row.getLong("unread"),
                        new Receipt(room, user, row.getLong("delivered"), row.getLong("read")),
                        row.getBoolean("hide_history"));
            };

    private final JdbcTemplate jdbc;

    RoomStates(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Rooms, and the epoch that their numbers are of. */
    public record Overview(String epoch, List<RoomState> rooms) {}

    /** The first of the user's rooms of many in the order of their ids. */
    public Overview overviewOfMany(UserId user, int limit) {
        var reads = new Pipeline();
        var epoch = Epoch.read(reads);
        var rooms =
                reads.query(
                        SELECT + "AND (m.room < ? OR m.room >= ?) ORDER BY m.room LIMIT ?",
                        STATE,
                        user.value(),
                        RoomId.firstDirect(user.realm()),
                        RoomId.afterDirect(user.realm()),
                        limit);
        reads.run(this.jdbc);
        return new Overview(epoch.get(), rooms.get());
    }

    /**
     * Some rooms, and the ids of others.
     *
     * @param epoch of the numbers
     * @param ids those that come next, in their order
     */
    public record Excerpt(String epoch, List<RoomState> rooms, List<RoomId> ids) {}

    /**
     * Those of the named rooms that are the user's; and the ids of its first rooms after one in the
     * order of ids, whether named or not. Three statements, one round trip; fewer where nothing is
     * named or no ids are wanted.
     *
     * @param limit how many ids at most; 0 for none
     */
    public Excerpt excerpt(UserId user, Collection<RoomId> named, String after, int limit) {
        var reads = new Pipeline();
        var epoch = Epoch.read(reads);
        Supplier<List<RoomState>> rooms =
                named.isEmpty()
                        ? List::of
                        : reads.query(
                                SELECT + "AND m.room = ANY (?)",
                                STATE,
                                user.value(),
                                Columns.texts(List.copyOf(named), RoomId::value));
        Supplier<List<RoomId>> ids =
                limit == 0
                        ? List::of
                        : reads.query(
                                "SELECT m.room FROM members m WHERE m.username = ? AND m.room > ?"
                                        + " ORDER BY m.room LIMIT ?",
                                (row, _) -> RoomId.stored(row.getString("room")),
                                user.value(),
                                after,
                                limit);
        reads.run(this.jdbc);
        return new Excerpt(epoch.get(), rooms.get(), ids.get());
    }

    /** Returns a page of the user's rooms, ordered by id, after {@code after}. */
    public List<RoomState> page(UserId user, @Nullable RoomId after, int limit) {
        return this.jdbc.query(
                SELECT + "AND m.room > ? ORDER BY m.room LIMIT ?",
                STATE,
                user.value(),
                after == null ? "" : after.value(),
                limit);
    }

    /** Returns those of the rooms that the user is a member of. */
    public List<RoomState> of(UserId user, Collection<RoomId> rooms) {
        return rooms.isEmpty()
                ? List.of()
                : this.jdbc.query(
                        SELECT + "AND m.room = ANY (?)",
                        STATE,
                        user.value(),
                        Columns.texts(List.copyOf(rooms), RoomId::value));
    }

    /** The same for one. */
    public Optional<RoomState> of(UserId user, RoomId room) {
        return of(user, List.of(room)).stream().findFirst();
    }

    /**
     * The newest messages of rooms.
     *
     * @param messages of each room that has one; it may be deleted
     * @param covered of how many of the rooms, in the order in which they were named
     */
    public record Newest(Map<RoomId, Message> messages, int covered) {}

    /** Reads the newest message of each of these rooms, in order, until they fill the bytes. */
    public Newest lastMessages(List<RoomId> rooms, long bytes) {
        var reads = new Pipeline();
        var found =
                Budget.ofBytes(bytes)
                        .query(
                                reads,
                                "SELECT"
                                        + MessageColumns.ALL
                                        + ", a.number,"
                                        + Budget.sizeOf("m.body", "m.image_path")
                                        + """
                                        FROM unnest(?) WITH ORDINALITY AS a (room, number)
                                        CROSS JOIN LATERAL (
                                            SELECT * FROM messages l WHERE l.room = a.room
                                            ORDER BY l.sequence DESC LIMIT 1) AS m
                                        """,
                                "number",
                                (row, _) ->
                                        Map.entry(row.getInt("number"), MessageColumns.read(row)),
                                (Object) Columns.texts(rooms, RoomId::value));
        reads.run(this.jdbc);
        var rows = found.get().rows();
        return new Newest(
                rows.stream()
                        .map(Map.Entry::getValue)
                        .collect(Collectors.toMap(Message::room, Function.identity())),
                found.get().more() ? rows.getLast().getKey() : rooms.size());
    }
}
