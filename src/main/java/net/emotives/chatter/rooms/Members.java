package net.emotives.chatter.rooms;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Who belongs to which room. Who changes this holds the lock of the room's head, see {@link
 * RoomLog}; each change is one statement, however many it is about.
 */
@Component
public class Members {

    private static final String SELECT = "SELECT m.room, m.username, m.owner, m.joined FROM ";

    private final JdbcTemplate jdbc;

    Members(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A relation that may be there. */
    public record Key(RoomId room, UserId user) {}

    /** One's place in a room, as last committed. */
    public Optional<Member> find(RoomId room, UserId user) {
        return this.jdbc
                .query(
                        SELECT + "members m WHERE m.room = ? AND m.username = ?",
                        (row, _) -> member(row),
                        room.value(),
                        user.value())
                .stream()
                .findFirst();
    }

    /** Which of these are there. */
    public Supplier<Map<Key, Member>> find(Collection<Key> asked, Pipeline reads) {
        var keys = List.copyOf(asked);
        var found =
                reads.query(
                        SELECT
                                + "(SELECT unnest(?) AS room, unnest(?) AS username) AS a"
                                + " JOIN members m USING (room, username)",
                        (row, _) -> member(row),
                        names(keys, key -> key.room().value()),
                        names(keys, key -> key.user().value()));
        return () ->
                found.get().stream()
                        .collect(
                                Collectors.toMap(
                                        m -> new Key(m.room(), m.user()), Function.identity()));
    }

    /** The members in the order of their names, from the one after {@code after} on. */
    public List<Member> page(RoomId room, @Nullable UserId after, int limit) {
        return this.jdbc.query(
                SELECT
                        + "members m WHERE m.room = ? AND m.username > ? ORDER BY m.username LIMIT"
                        + " ?",
                (row, _) -> member(row),
                room.value(),
                after == null ? "" : after.value(),
                limit);
    }

    /**
     * Returns true if the user shares a room with each of the named users. A direct room counts if
     * the other user has sent something in it, or if it was migrated from the original service. One
     * statement, at most one index entry per room of the user and name.
     */
    boolean shareRooms(UserId user, List<String> others) {
        return Boolean.TRUE.equals(
                this.jdbc.queryForObject(
                        """
                        SELECT bool_and(EXISTS (
                            SELECT FROM members mine JOIN members m ON m.room = mine.room
                            WHERE mine.username = ? AND m.username = o.username
                                AND (m.room < 'd:' OR m.room >= 'd;' OR m.caught_up > 0)))
                        FROM unnest(?) AS o (username)
                        """,
                        Boolean.class,
                        user.value(),
                        others.toArray(String[]::new)));
    }

    /** Takes members in, to whom all that was said up to those ordinals is no news. */
    public void add(List<Member> members, List<Long> caughtUp, Pipeline writes) {
        writes.update(
                """
                INSERT INTO members (room, username, owner, joined, caught_up)
                SELECT * FROM unnest(?, ?, ?, ?, ?)
                """,
                names(members, member -> member.room().value()),
                names(members, member -> member.user().value()),
                members.stream().map(m -> m.role() == Role.OWNER).toArray(Boolean[]::new),
                members.stream().map(Member::joined).toArray(Long[]::new),
                caughtUp.toArray(Long[]::new));
    }

    /** Lets members go. */
    public void remove(List<Key> keys, Pipeline writes) {
        writes.update(
                """
                DELETE FROM members m USING unnest(?, ?) AS g (room, username)
                WHERE m.room = g.room AND m.username = g.username
                """,
                names(keys, key -> key.room().value()),
                names(keys, key -> key.user().value()));
    }

    /**
     * Makes the member that joined first the owner of each of these rooms, where there is one;
     * reads one row a room, whatever its size.
     */
    public void succeed(Collection<RoomId> rooms, Pipeline writes) {
        // By the place of the row, and not by its key: a join with a room's members, as PostgreSQL
        // may plan one, looks for the heir once for each of them. Under the head's lock no row
        // of a room's members moves meanwhile.
        writes.update(
                """
                UPDATE members SET owner = TRUE
                WHERE ctid = ANY (ARRAY(
                    SELECT heir.place FROM (SELECT unnest((SELECT ?::text[])) AS room) AS o
                    CROSS JOIN LATERAL (
                        SELECT c.ctid AS place FROM members c WHERE c.room = o.room AND c.joined > 0
                        ORDER BY c.joined LIMIT 1) AS heir))
                """,
                (Object) names(List.copyOf(rooms), RoomId::value));
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                new RoomId(row.getString("room")),
                new UserId(row.getString("username")),
                row.getBoolean("owner") ? Role.OWNER : Role.MEMBER,
                row.getLong("joined"));
    }

    private static <T> String[] names(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
