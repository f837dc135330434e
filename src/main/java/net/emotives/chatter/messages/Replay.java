package net.emotives.chatter.messages;

import net.emotives.chatter.database.Budget;
import net.emotives.chatter.database.Cut;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the log of a room again. */
@Component
public class Replay {

    private final JdbcOperations jdbc;
    private final MessagesProperties properties;

    Replay(JdbcOperations jdbc, MessagesProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    /** How many events of a room are replayed at most. */
    public int limit() {
        return this.properties.recover();
    }

    /**
     * A piece of a log.
     *
     * @param events in order, without a gap
     * @param upTo the number that they reach to
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
        var messages = History.between(room, after, upTo, budget, reads);
        var events = EventRows.between(room, after, upTo, budget, reads);
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

    /** Up to where nothing is missing of these. */
    private static long end(Cut<RoomEvent> found, long upTo) {
        return found.more() ? found.rows().getLast().sequence() : upTo;
    }
}
