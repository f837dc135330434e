package net.emotives.chatter.journal;

import net.emotives.chatter.database.Budget;
import net.emotives.chatter.database.Cut;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the events of a room from the database. */
@Component
public class Replay {

    private final JdbcOperations jdbc;

    Replay(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Part of the log of a room.
     *
     * @param events in order, without a gap
     * @param upTo the sequence up to which they are complete
     */
    public record Piece(List<RoomEvent> events, long upTo) {}

    /**
     * Reads the events after one sequence, in order and without a gap, up to another that is
     * committed, and no more than so many bytes, but at least one event. A message that was edited
     * or deleted since has its present content. Two statements, one round trip.
     */
    public Piece piece(RoomId room, long after, long upTo, long bytes) {
        var reads = new Pipeline();
        var budget = Budget.ofBytes(bytes / 2);
        var messages = messages(room, after, upTo, budget, reads);
        var events = otherEvents(room, after, upTo, budget, reads);
        reads.run(this.jdbc);
        var sent =
                new Cut<RoomEvent>(
                        messages.get().rows().stream().<RoomEvent>map(RoomEvent.Sent::new).toList(),
                        messages.get().more());
        var end = Math.min(end(sent, upTo), end(events.get(), upTo));
        var log =
                Stream.concat(sent.rows().stream(), events.get().rows().stream())
                        .filter(event -> event.sequence() <= end)
                        .sorted(Comparator.comparingLong(RoomEvent::sequence))
                        .toList();
        return new Piece(log, end);
    }

    private static Supplier<Cut<Message>> messages(
            RoomId room, long after, long upTo, Budget budget, Pipeline reads) {
        return budget.query(
                reads,
                "SELECT"
                        + MessageColumns.ALL
                        + ","
                        + Budget.sizeOf("m.body", "m.image_path")
                        + "FROM messages m WHERE m.room = ? AND m.sequence > ? AND m.sequence <= ?",
                "sequence",
                (row, _) -> MessageColumns.read(row),
                room.value(),
                after,
                upTo);
    }

    private static Supplier<Cut<RoomEvent>> otherEvents(
            RoomId room, long after, long upTo, Budget budget, Pipeline reads) {
        return budget.query(
                reads,
                "SELECT"
                        + EventColumns.ALL
                        + ","
                        + Budget.sizeOf("m.body")
                        + EventColumns.TABLES
                        + "WHERE e.room = ? AND e.sequence > ? AND e.sequence <= ?",
                "sequence",
                (row, _) -> EventColumns.read(row),
                room.value(),
                after,
                upTo);
    }

    /** Returns the sequence up to which the rows are complete. */
    private static long end(Cut<RoomEvent> found, long upTo) {
        return found.more() ? found.rows().getLast().sequence() : upTo;
    }
}
