package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Rows of rooms, many per statement. */
final class RoomRows {

    private RoomRows() {}

    /**
     * Inserts rooms, each with a head at sequence 0, and returns those whose id was free. Waits for
     * a transaction that is inserting one of the same id. Requires a transaction. One statement.
     */
    static Set<RoomId> insert(List<Room> rooms, JdbcOperations jdbc) {
        Assert.state(
                TransactionSynchronizationManager.isActualTransactionActive(), "No transaction");
        // In one order on every node, so that two batches never wait for each other.
        var sorted =
                rooms.stream().sorted(Comparator.comparing(room -> room.id().value())).toList();
        var inserted =
                jdbc.queryForList(
                        """
                        WITH opened AS (
                            INSERT INTO rooms (id, visibility, name, data, user_group, hide_history)
                            SELECT * FROM unnest(?, ?, ?, ?, ?, ?)
                            ON CONFLICT DO NOTHING RETURNING id
                        )
                        INSERT INTO room_heads (room) SELECT id FROM opened RETURNING room
                        """,
                        String.class,
                        Columns.texts(sorted, room -> room.id().value()),
                        Columns.texts(sorted, room -> room.visibility().slug()),
                        Columns.texts(sorted, room -> room.name().orElse(null)),
                        Columns.texts(sorted, room -> room.data().orElse(null)),
                        Columns.texts(sorted, room -> room.group().value()),
                        sorted.stream().map(Room::hidesHistory).toArray(Boolean[]::new));
        return inserted.stream()
                .map(id -> RoomId.stored(Objects.requireNonNull(id)))
                .collect(Collectors.toSet());
    }
}
