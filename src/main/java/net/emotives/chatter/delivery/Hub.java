package net.emotives.chatter.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserEvent;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The connections of this node, and what each is interested in. Safe for any thread; waits for
 * nobody.
 */
@Component
public class Hub {

    private final Presence presence;
    private final DeliveryProperties properties;
    private final Subscriptions subscriptions = new Subscriptions();
    private final ConcurrentHashMap<Connection, Registration> registrations =
            new ConcurrentHashMap<>();

    /** Users that changed a moment ago: a connection that opens now may not know of it. */
    private final Cache<UserId, User> changed =
            Caffeine.newBuilder()
                    .maximumSize(100_000)
                    .expireAfterWrite(Duration.ofMinutes(1))
                    .build();

    private final ConcurrentHashMap<UserId, Integer> perUser = new ConcurrentHashMap<>();

    Hub(Presence presence, DeliveryProperties properties, DeliveryMetrics metrics) {
        this.presence = presence;
        this.properties = properties;
        metrics.watchConnections(this.registrations);
    }

    /**
     * Registers a connection without a user, which gets what it subscribes to alone; {@link
     * #identify} may give it a user.
     */
    public void register(Connection connection) {
        this.registrations.putIfAbsent(connection, new Registration());
    }

    /**
     * Registers a connection of the user, see {@link #identify}; returns false, and registers
     * nothing, where that does.
     */
    public boolean register(Connection connection, User user, boolean followsRooms) {
        register(connection);
        if (identify(connection, user, followsRooms)) {
            return true;
        }
        this.registrations.remove(connection);
        return false;
    }

    /**
     * Makes a registered connection one of the user: from now on it gets the user's direct
     * messages. If the user already has the maximum number of connections, closes a silent one to
     * make room; returns false, and changes nothing, if there is none, and for a connection that is
     * gone or has a user.
     *
     * @param followsRooms whether it is to get events of the user's other rooms, see {@link
     *     FanOut#follow}
     */
    public boolean identify(Connection connection, User user, boolean followsRooms) {
        if (!takePlace(user.id()) && !(closeSilent(user.id()) && takePlace(user.id()))) {
            return false;
        }
        var identified = new AtomicBoolean();
        change(
                connection,
                registration -> {
                    if (registration.identify(user, followsRooms)) {
                        add(connection, registration, new Topic.OfUser(user.id()));
                        identified.set(true);
                    }
                });
        if (!identified.get()) {
            release(user.id());
            return false;
        }
        this.presence.connected(user);
        var now = this.changed.getIfPresent(user.id());
        if (now != null) {
            become(connection, now);
        }
        return true;
    }

    private boolean takePlace(UserId user) {
        if (this.perUser.merge(user, 1, Integer::sum) <= this.properties.connectionsPerUser()) {
            return true;
        }
        release(user);
        return false;
    }

    /** Closes the connection of the user that is silent for longest, where one may be dead. */
    private boolean closeSilent(UserId user) {
        var silent =
                this.subscriptions.of(new Topic.OfUser(user)).stream()
                        .filter(connection -> connection.silence().isPresent())
                        .max(
                                Comparator.comparing(
                                        connection -> connection.silence().orElseThrow()));
        silent.ifPresent(connection -> connection.close(CloseReason.HEARTBEAT_LOST));
        return silent.isPresent();
    }

    /** Forgets a connection; one that is not registered is no error. */
    public void unregister(Connection connection) {
        var registration = this.registrations.remove(connection);
        if (registration == null) {
            return;
        }
        registration.topics().forEach(topic -> this.subscriptions.remove(topic, connection));
        var user = registration.user();
        if (user != null) {
            release(user.id());
            this.presence.disconnected(user.id());
        }
    }

    /** From now on the connection gets what is pushed there; one that is gone gets nothing. */
    public void subscribe(Connection connection, Topic topic) {
        change(connection, registration -> add(connection, registration, topic));
    }

    /** The connection gets nothing more from there. */
    public void unsubscribe(Connection connection, Topic topic) {
        change(connection, registration -> drop(connection, registration, topic));
    }

    /** Whether the connection did not follow the room and does now. */
    boolean follow(Connection connection, RoomId room, long joined) {
        var follows = new AtomicBoolean();
        change(
                connection,
                registration -> {
                    if (registration.follow(room, joined, this.properties.roomsPerConnection())) {
                        add(connection, registration, new Topic.OfRoom(room));
                        follows.set(true);
                    }
                });
        return follows.get();
    }

    /** Whether the connection followed rooms and does not follow this one now. */
    boolean leave(Connection connection, RoomId room, long left) {
        var leaves = new AtomicBoolean();
        change(
                connection,
                registration -> {
                    if (registration.leave(room, left)) {
                        drop(connection, registration, new Topic.OfRoom(room));
                        leaves.set(true);
                    }
                });
        return leaves.get();
    }

    /** What the connection is to follow is about to be read, and will be out of date. */
    void settling(Connection connection) {
        change(connection, Registration::settling);
    }

    /** The rooms of many that the connection follows. */
    List<RoomId> followed(Connection connection) {
        var followed = new ArrayList<RoomId>();
        change(connection, registration -> followed.addAll(registration.followed()));
        return followed;
    }

    /** All that the connection was to follow from its beginning is known. */
    void settled(Connection connection) {
        change(connection, Registration::settled);
    }

    /**
     * The sequence at which the connection's user joined a room that it follows; in the carrier's
     * turn, where alone it changes.
     */
    long joined(Connection connection, RoomId room) {
        var registration = this.registrations.get(connection);
        return registration == null ? Long.MAX_VALUE : registration.joined(room);
    }

    boolean follows(Connection connection, RoomId room) {
        return this.subscriptions.of(new Topic.OfRoom(room)).contains(connection);
    }

    /** Every connection. */
    Collection<Connection> all() {
        return this.registrations.keySet();
    }

    /** Whether a connection of the user follows rooms of many, and not this one. */
    boolean misses(UserId user, RoomId room) {
        return subscribers(new Topic.OfUser(user)).stream()
                .anyMatch(connection -> followsRooms(connection) && !follows(connection, room));
    }

    private boolean followsRooms(Connection connection) {
        var registration = this.registrations.get(connection);
        return registration != null && registration.followsRooms();
    }

    Collection<Connection> subscribers(Topic topic) {
        return this.subscriptions.of(topic);
    }

    /** Closes the connections of suspended users, and moves those of users in another group. */
    @EventListener
    void on(UserEvent.Changed changed) {
        var now = changed.now();
        this.changed.put(now.id(), now);
        for (var connection : List.copyOf(this.subscriptions.of(new Topic.OfUser(now.id())))) {
            become(connection, now);
        }
    }

    private void become(Connection connection, User now) {
        var sentAway = new AtomicBoolean();
        change(
                connection,
                registration -> {
                    var before = registration.user();
                    if (before != null && now.wasSentAwaySince(before)) {
                        sentAway.set(true);
                    } else if (before != null) {
                        move(connection, registration, before.group(), now);
                    }
                });
        if (sentAway.get()) {
            // Outside of the map's update, as closing unregisters the connection at once.
            connection.close(now.isSuspended() ? CloseReason.SUSPENDED : CloseReason.TOO_OLD);
        }
    }

    private void move(Connection connection, Registration registration, UserGroup left, User now) {
        var before = new Topic.OfGroup(left);
        registration.moveTo(now);
        if (registration.topics().contains(before)) {
            drop(connection, registration, before);
            add(connection, registration, new Topic.OfGroup(now.group()));
        }
    }

    /** Changes the topics of one connection; the change must call this class alone. */
    private void change(Connection connection, Consumer<Registration> change) {
        this.registrations.computeIfPresent(
                connection,
                (_, registration) -> {
                    change.accept(registration);
                    return registration;
                });
    }

    private void add(Connection connection, Registration registration, Topic topic) {
        registration.topics().add(topic);
        this.subscriptions.add(topic, connection);
    }

    private void drop(Connection connection, Registration registration, Topic topic) {
        registration.topics().remove(topic);
        this.subscriptions.remove(topic, connection);
    }

    private void release(UserId user) {
        this.perUser.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
