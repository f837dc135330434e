package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;

import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads the log of a room again. */
@Component
public class Replay {

    private final History history;
    private final EventRows events;
    private final MessagesProperties properties;

    Replay(History history, EventRows events, MessagesProperties properties) {
        this.history = history;
        this.events = events;
        this.properties = properties;
    }

    /** How many events of a room are replayed at most. */
    public int limit() {
        return this.properties.recover();
    }

    /**
     * Everything after one number up to another that is committed, in order and without a gap: what
     * was edited or deleted since with its present content. Two statements.
     */
    public List<RoomEvent> between(RoomId room, long after, long upTo) {
        var log = new ArrayList<RoomEvent>();
        this.history
                .between(room, after, upTo)
                .forEach(message -> log.add(new RoomEvent.Sent(message)));
        log.addAll(this.events.between(room, after, upTo));
        log.sort(Comparator.comparingLong(RoomEvent::sequence));
        return log;
    }
}
