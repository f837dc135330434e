package net.emotives.chatter.rooms;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Limit on the number of rooms that a user may be a member of, direct rooms excepted. The remaining
 * quota of a user is counted once and then cached for a while, up to {@value #AHEAD} rooms, so that
 * other nodes can exceed the limit by what they add at the same time. Thread-safe. One statement on
 * a cache miss.
 */
@Component
public class RoomQuota {

    private static final int AHEAD = 100;

    private final JdbcTemplate jdbc;
    private final int limit;
    private final Cache<UserId, AtomicInteger> left =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    RoomQuota(JdbcTemplate jdbc, RoomsProperties properties) {
        this.jdbc = jdbc;
        this.limit = properties.perUser();
    }

    /**
     * Takes a room from the quota of each of these users, which are named in that field of the
     * request. Throws {@link TooManyRooms} for the first user that has reached the limit.
     */
    public void take(Collection<UserId> users, String field) {
        var unknown = users.stream().filter(user -> !hasSome(user)).toList();
        if (!unknown.isEmpty()) {
            count(unknown);
        }
        for (var user : users) {
            if (!hasSome(user)) {
                throw new TooManyRooms(user, field, this.limit);
            }
        }
        users.forEach(user -> left(user).decrementAndGet());
    }

    private boolean hasSome(UserId user) {
        return left(user).get() > 0;
    }

    private AtomicInteger left(UserId user) {
        return this.left.get(user, _ -> new AtomicInteger());
    }

    /** Index entries alone, and no more of them than the limit. */
    private void count(Collection<UserId> users) {
        this.jdbc.query(
                """
                SELECT u.username, (SELECT count(*) FROM (
                    SELECT FROM members m
                    WHERE m.username = u.username AND (m.room < u.direct OR m.room >= u.after) LIMIT ?) AS counted) AS rooms
                FROM unnest(?, ?, ?) AS u (username, direct, after)
                """,
                row -> {
                    var more = Math.min(AHEAD, this.limit - row.getInt("rooms"));
                    this.left.put(
                            UserId.stored(row.getString("username")), new AtomicInteger(more));
                },
                this.limit,
                column(users, UserId::value),
                column(users, user -> RoomId.firstDirect(user.realm())),
                column(users, user -> RoomId.afterDirect(user.realm())));
    }

    private static String[] column(Collection<UserId> users, Function<UserId, String> of) {
        return users.stream().map(of).toArray(String[]::new);
    }
}
