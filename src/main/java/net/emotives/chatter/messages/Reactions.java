package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Who reacted how to which message. */
@Component
public class Reactions {

    /** Of a reaction so many users are named, those who gave it first. */
    private static final int NAMED = 100;

    private final JdbcTemplate jdbc;

    Reactions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A reaction to a message.
     *
     * @param message the sequence of the message
     * @param count how many gave it
     * @param users the first hundred who did
     */
    public record Given(long message, String reaction, int count, List<UserId> users) {}

    /**
     * The reactions to messages of a room by the sequence of the message, those given first first.
     * One statement.
     */
    public Map<Long, List<Given>> of(RoomId room, List<Message> messages) {
        var alive = messages.stream().filter(message -> !message.isDeleted()).toList();
        if (alive.isEmpty()) {
            return Map.of();
        }
        return this.jdbc
                .query(
                        """
                        SELECT r.message, r.reaction, count(*) AS given,
                            (array_agg(r.username ORDER BY r.sequence))[1:?] AS users
                        FROM reactions r
                        WHERE r.room = ? AND r.message = ANY (?) AND r.given
                        GROUP BY r.message, r.reaction ORDER BY r.message, min(r.sequence)
                        """,
                        (row, _) ->
                                new Given(
                                        row.getLong("message"),
                                        row.getString("reaction"),
                                        row.getInt("given"),
                                        List.of((String[]) row.getArray("users").getArray())
                                                .stream()
                                                .map(UserId::new)
                                                .toList()),
                        NAMED,
                        room.value(),
                        Columns.numbers(alive, Message::sequence))
                .stream()
                .collect(Collectors.groupingBy(Given::message));
    }
}
