package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.ChangeLog;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.messages.RoomState;
import net.emotives.chatter.rooms.RoomId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Fan-out of room events, of whatever node, to the connections of this one: each sees the events of
 * a room in order, each once, from when its user joined the room until it left. Thread-safe. Blocks
 * only while the dispatch queue is full.
 */
@Component
public class FanOut {

    /** Events that are pushed faster than another thread is woken. */
    private static final int FEW = 4;

    private final DispatchQueue queue;
    private final Hub hub;
    private final Audiences audiences;
    private final RoomFeeds feeds;
    private final DeliveryProperties properties;

    FanOut(
            DispatchQueue queue,
            Hub hub,
            Audiences audiences,
            RoomFeeds feeds,
            DeliveryProperties properties) {
        this.queue = queue;
        this.hub = hub;
        this.audiences = audiences;
        this.feeds = feeds;
        this.properties = properties;
    }

    /** Returns the maximum number of rooms of more than two that a connection follows. */
    public int roomsPerConnection() {
        return this.properties.roomsPerConnection();
    }

    /**
     * Lets a registered connection follow rooms of its user, as they were read after it was
     * registered. Once the answer comes, in a task of the dispatcher, it gets everything after the
     * heads that were read.
     */
    public CompletableFuture<Void> follow(Connection connection, List<RoomState> states) {
        var done = new CompletableFuture<Void>();
        this.queue.dispatch(() -> {
            for (var state : states) {
                var room = state.room();
                this.feeds.know(room, state.head().sequence(), this.audiences.isFollowed(room));
                var _ = this.hub.follow(connection, room, state.member().joined());
            }
            this.hub.settled(connection);
            done.complete(null);
        });
        return done;
    }

    /**
     * The rooms of many that the connection follows. Called before rooms are read for a later
     * {@link #follow}, so that what its user leaves meanwhile is not followed by it.
     */
    public List<RoomId> followedBefore(Connection connection) {
        this.hub.settling(connection);
        return this.hub.followed(connection);
    }

    /** Whether the connection gets what happens in that room of its user. */
    public boolean carries(Connection connection, RoomId room) {
        return room.isDirect() || this.hub.follows(connection, room);
    }

    @EventListener
    void on(RoomEvents happened) {
        // One by one: one that cannot be carried is not to take the others along.
        var arrivals =
                happened.events().stream()
                        .<Runnable>map(event -> new Arrival(this.feeds, event))
                        .toList();
        if (arrivals.size() <= FEW
                && happened.events().stream().allMatch(this.audiences::isShort)) {
            this.queue.runOrDispatch(arrivals);
        } else {
            arrivals.forEach(this.queue::dispatch);
        }
    }

    /** It happened on another node. May wait for the database. */
    void heard(RoomEvent event) {
        this.audiences.prepare(List.of(event));
        arrive(event);
    }

    private void arrive(RoomEvent event) {
        this.queue.dispatch(new Arrival(this.feeds, event));
    }

    private record Arrival(RoomFeeds feeds, RoomEvent event) implements DispatchQueue.Sized {

        @Override
        public void run() {
            this.feeds.arrive(this.event);
        }

        @Override
        public long bytes() {
            return EventSize.of(this.event);
        }
    }

    /** Another node wrote events up to that sequence. */
    void moved(RoomId room, long sequence) {
        this.queue.dispatch(() -> {
            if (this.audiences.isFollowed(room)) {
                this.feeds.move(room, sequence);
            } else {
                this.feeds.passBy(room, sequence);
            }
        });
    }

    /** Counts a poll of the change log that begins. */
    long beginPoll() {
        return this.feeds.beginPoll();
    }

    /** A poll of the change log found that these rooms moved. */
    void changed(long poll, Map<RoomId, ChangeLog.Span> rooms) {
        this.queue.dispatch(() -> {
            rooms.forEach((room, span) -> {
                var somebodyNew =
                        span.people().stream().anyMatch(user -> this.hub.misses(user, room));
                if (somebodyNew || this.audiences.isFollowed(room)) {
                    this.feeds.moved(room, span, somebodyNew);
                } else {
                    this.feeds.passBy(room, span.after());
                }
            });
            this.feeds.endPoll(poll);
        });
    }

    /** Closes all connections, so that they resume: what they miss is not known. */
    void startAnew() {
        this.queue.dispatch(() -> {
            this.feeds.forget();
            this.hub.all().forEach(connection -> connection.close(CloseReason.GOING_AWAY));
        });
    }
}
