package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Rows of direct rooms, which have no event for their creation. */
@Component
public class DirectRoomRows {

    private final JdbcTemplate jdbc;
    private final TransactionOperations transactions;

    DirectRoomRows(JdbcTemplate jdbc, TransactionOperations transactions) {
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /**
     * Inserts a direct room with its head and its two members, unless it exists. When it returns,
     * the room is committed, whichever transaction inserted it. One transaction of up to three
     * statements.
     */
    public void insert(RoomId room) {
        var pair = room.pair().stream().map(UserId::value).toArray(String[]::new);
        this.transactions.executeWithoutResult(_ -> {
            var inserted =
                    this.jdbc.update(
                            "INSERT INTO rooms (id) VALUES (?) ON CONFLICT DO NOTHING",
                            room.value());
            if (inserted == 1) {
                this.jdbc.update(
                        "INSERT INTO room_heads (room, members) VALUES (?, ?)",
                        room.value(),
                        pair.length);
                this.jdbc.update(
                        "INSERT INTO members (room, username) SELECT ?, unnest(CAST(? AS"
                                + " varchar[]))",
                        room.value(),
                        pair);
            }
        });
    }
}
