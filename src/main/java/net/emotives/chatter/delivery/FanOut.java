package net.emotives.chatter.delivery;

import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.messages.Replay;
import net.emotives.chatter.messages.RoomEvent;
import net.emotives.chatter.messages.RoomState;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.presence.PresenceEvent;
import net.emotives.chatter.presence.TypingEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Carries what happened to the connections of this node: every connection sees the events of a room
 * in their order, each once, from when its user came to the room until he left.
 */
@Component
public class FanOut {

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    private final Carrier carrier;
    private final Hub hub;
    private final Presence presence;
    private final Rooms rooms;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;
    private final RoomFeeds feeds;

    FanOut(
            Carrier carrier,
            Hub hub,
            Presence presence,
            Rooms rooms,
            Replay replay,
            DeliveryProperties properties,
            DeliveryMetrics metrics) {
        this.carrier = carrier;
        this.hub = hub;
        this.presence = presence;
        this.rooms = rooms;
        this.properties = properties;
        this.metrics = metrics;
        this.feeds = new RoomFeeds(replay, carrier::hand, this::carry);
    }

    /** How many rooms of many a connection follows at most. */
    public int roomsPerConnection() {
        return this.properties.roomsPerConnection();
    }

    /**
     * Lets a registered connection follow rooms of its user, as they were read after it was
     * registered. When the answer comes, on the carrier's thread, it gets everything after the
     * heads that were read.
     */
    public CompletableFuture<Void> follow(Connection connection, List<RoomState> states) {
        var done = new CompletableFuture<Void>();
        this.carrier.hand(() -> {
            for (var state : states) {
                this.feeds.know(state.room(), state.head().sequence());
                var _ = this.hub.follow(connection, state.room(), state.member().joined());
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
    void on(RoomEvent event) {
        this.carrier.hand(() -> this.feeds.arrive(event));
    }

    @EventListener
    void on(ReceiptEvent event) {
        var now = event.now();
        var topics = topics(now.room());
        if (now.read() > event.before().read()) {
            // His other connections are to know what he need not read again.
            publish(topics, new Push.Read(now.room(), now.user(), now.read()), _ -> true);
        }
        if (now.delivered() > event.before().delivered() && now.delivered() > now.read()) {
            publish(
                    topics,
                    new Push.Delivered(now.room(), now.user(), now.delivered()),
                    isNotOf(now.user()));
        }
    }

    @EventListener
    void on(TypingEvent event) {
        publish(topics(event.room()), new Push.OfTyping(event), isNotOf(event.user()));
    }

    /** To whoever watches that user, and to the others of his group while it is not too large. */
    @EventListener
    void on(PresenceEvent event) {
        var watchers = new Topic.OfPresence(event.user());
        var small = this.presence.online(event.group()) <= this.properties.presenceGroupLimit();
        if (!small) {
            this.metrics.leftUnpushed();
        }
        var topics =
                small
                        ? List.of(watchers, new Topic.OfGroup(event.group()))
                        : List.<Topic>of(watchers);
        publish(topics, new Push.OfPresence(event), isNotOf(event.user()));
    }

    private void publish(List<? extends Topic> topics, Push push, Predicate<Connection> to) {
        this.carrier.hand(() -> this.carrier.carry(topics, push, to));
    }

    private static Predicate<Connection> isNotOf(UserId user) {
        var himself = Optional.of(user);
        return connection -> !connection.user().equals(himself);
    }

    private void carry(RoomEvent event) {
        try {
            carryWhole(event);
        } catch (RuntimeException failure) {
            log.atError()
                    .addKeyValue("sequence", event.sequence())
                    .setCause(failure)
                    .log("An event could not be delivered; its connections are to resume");
            // Without it they would have a hole that nobody sees.
            topics(event.room()).stream()
                    .flatMap(topic -> List.copyOf(this.hub.subscribers(topic)).stream())
                    .forEach(connection -> connection.close(CloseReason.INTERNAL));
        }
    }

    private void carryWhole(RoomEvent event) {
        if (event instanceof RoomEvent.Joined joined) {
            add(joined);
        }
        this.carrier.carry(topics(event.room()), new Push.OfRoom(event), _ -> true);
        if (event instanceof RoomEvent.Left left) {
            remove(left);
        }
    }

    private void add(RoomEvent.Joined joined) {
        if (this.hub.subscribers(new Topic.OfUser(joined.user())).isEmpty()) {
            return;
        }
        var room = this.rooms.find(joined.room()).orElseThrow();
        this.carrier.carry(
                List.of(new Topic.OfUser(joined.user())),
                new Push.RoomAdded(room, joined.sequence()),
                connection -> this.hub.follow(connection, joined.room(), joined.sequence()));
    }

    private void remove(RoomEvent.Left left) {
        this.carrier.carry(
                List.of(new Topic.OfUser(left.user())),
                new Push.RoomRemoved(left.room(), left.sequence()),
                connection -> this.hub.leave(connection, left.room(), left.sequence()));
    }

    private static List<Topic> topics(RoomId room) {
        return room.isDirect()
                ? room.pair().stream().<Topic>map(Topic.OfUser::new).toList()
                : List.of(new Topic.OfRoom(room));
    }
}
