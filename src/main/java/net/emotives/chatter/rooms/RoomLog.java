package net.emotives.chatter.rooms;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Gives out the numbers of a room's log. Whoever takes numbers locks the head first, in the same
 * transaction, so that numbers are gapless and become visible in their order.
 */
@Component
public class RoomLog {

    private final JdbcTemplate jdbc;

    RoomLog(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the heads of these rooms until the transaction ends, in the order of their names, and
     * returns them. A room whose head somebody else holds is left out and not waited for. One
     * statement, which must be the first that reads the rooms: what a later one sees is then newer
     * than the lock.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<RoomId, Head> lock(Collection<RoomId> rooms) {
        var heads =
                this.jdbc.query(
                        """
                        SELECT room, sequence, ordinal FROM room_heads WHERE room = ANY (?)
                        ORDER BY room FOR UPDATE SKIP LOCKED
                        """,
                        (row, _) ->
                                new Head(
                                        new RoomId(row.getString("room")),
                                        row.getLong("sequence"),
                                        row.getLong("ordinal")),
                        (Object) names(rooms));
        return heads.stream()
                .collect(Collectors.toMap(Head::room, head -> head, (one, _) -> one, HashMap::new));
    }

    /** Writes the heads of locked rooms, in one statement. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void advance(List<Head> heads) {
        this.jdbc.update(
                """
                UPDATE room_heads AS h SET sequence = n.sequence, ordinal = n.ordinal
                FROM unnest(?, ?, ?) AS n (room, sequence, ordinal) WHERE h.room = n.room
                """,
                heads.stream().map(head -> head.room().value()).toArray(String[]::new),
                heads.stream().map(Head::sequence).toArray(Long[]::new),
                heads.stream().map(Head::ordinal).toArray(Long[]::new));
    }

    private static String[] names(Collection<RoomId> rooms) {
        return rooms.stream().map(RoomId::value).distinct().toArray(String[]::new);
    }
}
