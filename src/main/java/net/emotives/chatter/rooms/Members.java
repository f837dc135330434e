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

/** Reads the members of rooms, as last committed. The journal writes them. */
@Component
public class Members {

    private static final String SELECT = "SELECT m.room, m.username, m.owner, m.joined FROM ";

    private final JdbcTemplate jdbc;

    Members(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Key of a member. */
    public record Key(RoomId room, UserId user) {}

    /** Returns the member, if the user is one. */
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

    /** Adds a query for those of the keys that are members. */
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

    /** Returns a page of members, ordered by username, after {@code after}. */
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
                                AND (m.room < ? OR m.room >= ? OR m.caught_up > 0)))
                        FROM unnest(?) AS o (username)
                        """,
                        Boolean.class,
                        user.value(),
                        RoomId.firstDirect(user.realm()),
                        RoomId.afterDirect(user.realm()),
                        others.stream().map(user.realm()::stored).toArray(String[]::new)));
    }

    private static Member member(ResultSet row) throws SQLException {
        return new Member(
                RoomId.stored(row.getString("room")),
                UserId.stored(row.getString("username")),
                row.getBoolean("owner") ? Role.OWNER : Role.MEMBER,
                row.getLong("joined"));
    }

    private static <T> String[] names(List<T> rows, Function<T, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
