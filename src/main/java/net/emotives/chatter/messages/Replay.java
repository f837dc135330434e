package net.emotives.chatter.messages;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

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
     * Everything after one number up to another that is committed, in order and without a gap: what
     * was edited or deleted since with its present content. Two statements, one round trip.
     */
    public List<RoomEvent> between(RoomId room, long after, long upTo) {
        var reads = new Pipeline();
        var messages = History.between(room, after, upTo, reads);
        var events = EventRows.between(room, after, upTo, reads);
        reads.run(this.jdbc);
        var log = new ArrayList<RoomEvent>();
        messages.get().forEach(message -> log.add(new RoomEvent.Sent(message)));
        log.addAll(events.get());
        log.sort(Comparator.comparingLong(RoomEvent::sequence));
        return log;
    }
}
