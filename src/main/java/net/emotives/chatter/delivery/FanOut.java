package net.emotives.chatter.delivery;

import net.emotives.chatter.bus.Bus;
import net.emotives.chatter.database.Reads;
import net.emotives.chatter.journal.ChangeLog;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.messages.RoomState;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.tracing.Tracing;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Carries what happened in rooms, on whatever node, to the connections of this one: each sees the
 * events of a room in their order, each once, from when its user came to the room until he left.
 */
@Component
public class FanOut implements RoomFeeds.World {

    /** Events that are carried while another thread wakes up. */
    private static final int FEW = 4;

    private final Carrier carrier;
    private final Hub hub;
    private final Audiences audiences;
    private final Bus bus;
    private final Tracing tracing;
    private final DeliveryProperties properties;
    private final RoomFeeds feeds;
    private final GapReader gaps;
    private volatile Runnable lookNow = () -> {};

    FanOut(
            Carrier carrier,
            Hub hub,
            Audiences audiences,
            Bus bus,
            Replay replay,
            Reads reads,
            DeliveryProperties properties,
            DeliveryMetrics metrics,
            Tracing tracing) {
        this.carrier = carrier;
        this.hub = hub;
        this.audiences = audiences;
        this.bus = bus;
        this.tracing = tracing;
        this.properties = properties;
        this.feeds = new RoomFeeds(this, properties.backlogBytes());
        this.gaps =
                new GapReader(
                        replay,
                        reads,
                        carrier::hand,
                        audiences::prepare,
                        properties.late(),
                        metrics);
    }

    /** How many rooms of many a connection follows at most. */
    public int roomsPerConnection() {
        return this.properties.roomsPerConnection();
    }

    /**
     * Lets a registered connection follow rooms of its user, as they were read after it was
     * registered. When the answer comes, in the carrier's turn, it gets everything after the heads
     * that were read.
     */
    public CompletableFuture<Void> follow(Connection connection, List<RoomState> states) {
        var done = new CompletableFuture<Void>();
        this.carrier.hand(() -> {
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
            this.carrier.doOrHand(arrivals);
        } else {
            arrivals.forEach(this.carrier::hand);
        }
    }

    /** It happened on another node. May wait for the database. */
    void heard(RoomEvent event) {
        this.audiences.prepare(List.of(event));
        arrive(event);
    }

    private void arrive(RoomEvent event) {
        this.carrier.hand(new Arrival(this.feeds, event));
    }

    private record Arrival(RoomFeeds feeds, RoomEvent event) implements Carrier.Sized {

        @Override
        public void run() {
            this.feeds.arrive(this.event);
        }

        @Override
        public long bytes() {
            return EventSize.of(this.event);
        }
    }

    /** Everything up to there happened on another node. */
    void moved(RoomId room, long sequence) {
        this.carrier.hand(() -> {
            if (this.audiences.isFollowed(room)) {
                this.feeds.move(room, sequence);
            } else {
                this.feeds.passBy(room, sequence);
            }
        });
    }

    /** Who looks at the changes when this asks for it. */
    void healBy(Runnable lookNow) {
        this.lookNow = lookNow;
    }

    /** A look at the changes begins. */
    long beginLook() {
        return this.feeds.beginLook();
    }

    /** A look found that these rooms moved. */
    void changed(long look, Map<RoomId, ChangeLog.Span> rooms) {
        this.carrier.hand(() -> {
            rooms.forEach((room, span) -> {
                var somebodyNew =
                        span.people().stream().anyMatch(user -> this.hub.misses(user, room));
                if (somebodyNew || this.audiences.isFollowed(room)) {
                    this.feeds.moved(room, span, somebodyNew);
                } else {
                    this.feeds.passBy(room, span.after());
                }
            });
            this.feeds.endLook(look);
        });
    }

    /** Nobody knows what the connections miss: they are closed, and resume. */
    void startAnew() {
        this.carrier.hand(() -> {
            this.feeds.forget();
            this.hub.all().forEach(connection -> connection.close(CloseReason.GOING_AWAY));
        });
    }

    @Override
    public boolean isFollowed(RoomEvent event) {
        return this.audiences.isFollowed(event);
    }

    @Override
    public void carry(RoomEvent event) {
        try (var _ = this.tracing.push(event.room().value(), event.sequence())) {
            this.audiences.carry(event);
        }
    }

    @Override
    public void readMissing(RoomId room) {
        this.gaps.read(this.feeds, room);
    }

    @Override
    public boolean askForLook() {
        if (!this.bus.isShared()) {
            return false;
        }
        this.lookNow.run();
        return true;
    }
}
