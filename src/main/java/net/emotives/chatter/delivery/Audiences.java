package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.users.UserId;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;

/**
 * Connections of this node that get the events of a room: those that follow it, from when their
 * user joined until it left. In tasks of the dispatcher, unless a method says otherwise.
 */
@Component
class Audiences {

    private static final Logger log = LoggerFactory.getLogger(Audiences.class);

    private final AwayLog undelivered =
            new AwayLog(
                    log,
                    "Events could not be delivered; their connections are to resume",
                    "Events are delivered again");

    /** Connections that are reached while another thread wakes up. */
    private static final int FEW = 4;

    private final Multicast multicast;
    private final Hub hub;
    private final Rooms rooms;

    Audiences(Multicast multicast, Hub hub, Rooms rooms) {
        this.multicast = multicast;
        this.hub = hub;
        this.rooms = rooms;
    }

    /** Returns the topics of a room's events. */
    static List<Topic> topics(RoomId room) {
        if (!room.isDirect()) {
            return List.of(new Topic.OfRoom(room));
        }
        var pair = room.pair();
        return pair.size() == 1
                ? List.of(new Topic.OfUser(pair.getFirst()))
                : List.of(new Topic.OfUser(pair.getFirst()), new Topic.OfUser(pair.getLast()));
    }

    /** Whether somebody here follows the room. Any thread. */
    boolean isFollowed(RoomId room) {
        for (var topic : topics(room)) {
            if (!this.hub.subscribers(topic).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** Whether somebody here is to get the event. Any thread. */
    boolean isFollowed(RoomEvent event) {
        return isFollowed(event.room())
                || switch (event) {
                    case RoomEvent.Joined joined -> isHere(joined.user());
                    case RoomEvent.Left left -> isHere(left.user());
                    default -> false;
                };
    }

    /**
     * Whether it takes no longer to carry the event than to have another thread do it. Any thread.
     */
    boolean isShort(RoomEvent event) {
        return event instanceof RoomEvent.Sent
                && topics(event.room()).stream()
                                .mapToInt(topic -> this.hub.subscribers(topic).size())
                                .sum()
                        <= FEW;
    }

    /** Whether the user has a connection here. Any thread. */
    boolean isHere(UserId user) {
        return !this.hub.subscribers(new Topic.OfUser(user)).isEmpty();
    }

    /** Reads what will be needed of the rooms of these events. May wait. */
    void prepare(Collection<RoomEvent> events) {
        for (var event : events) {
            if (mayBeConcealed(event)
                    || event instanceof RoomEvent.Joined joined && isHere(joined.user())) {
                var _ = this.rooms.find(event.room());
            }
        }
    }

    /** Carries an event to all of them. */
    void carry(RoomEvent event) {
        try {
            carryWhole(event);
            this.undelivered.back();
        } catch (RuntimeException failure) {
            this.undelivered.failed(failure);
            // Without it they would have a hole that nobody sees.
            topics(event.room()).stream()
                    .flatMap(topic -> List.copyOf(this.hub.subscribers(topic)).stream())
                    .forEach(connection -> connection.close(CloseReason.INTERNAL));
        }
    }

    private void carryWhole(RoomEvent event) {
        if (event instanceof RoomEvent.Joined joined && isHere(joined.user())) {
            add(joined);
        }
        if (mayBeConcealed(event) && hidesHistory(event.room())) {
            carryToWhoMaySee(event);
        } else {
            this.multicast.push(topics(event.room()), new Push.OfRoom(event), _ -> true);
        }
        if (event instanceof RoomEvent.Left left) {
            remove(left);
        }
    }

    private static boolean mayBeConcealed(RoomEvent event) {
        return event.about() > 0 && !event.room().isDirect();
    }

    private boolean hidesHistory(RoomId room) {
        return this.rooms.find(room).orElseThrow().hidesHistory();
    }

    /**
     * Fans an event about a message out in at most two encodings: in full to members that joined
     * before that message was sent, concealed to the others.
     */
    private void carryToWhoMaySee(RoomEvent event) {
        var topics = topics(event.room());
        this.multicast.push(
                topics,
                new Push.OfRoom(event),
                connection -> this.hub.joined(connection, event.room()) <= event.about());
        this.multicast.push(
                topics,
                new Push.Concealed(event),
                connection -> this.hub.joined(connection, event.room()) > event.about());
    }

    private void add(RoomEvent.Joined joined) {
        var room = this.rooms.find(joined.room()).orElseThrow();
        this.multicast.push(
                List.of(new Topic.OfUser(joined.user())),
                new Push.RoomAdded(room, joined.sequence()),
                connection -> this.hub.follow(connection, joined.room(), joined.sequence()));
    }

    private void remove(RoomEvent.Left left) {
        this.multicast.push(
                List.of(new Topic.OfUser(left.user())),
                new Push.RoomRemoved(left.room(), left.sequence()),
                connection -> this.hub.leave(connection, left.room(), left.sequence()));
    }
}
