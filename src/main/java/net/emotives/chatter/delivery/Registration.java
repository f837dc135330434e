package net.emotives.chatter.delivery;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.User;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A connection of the hub and what it is interested in. Changed only while the hub holds it. */
final class Registration {

    private @Nullable User user;
    private final Set<Topic> topics = new HashSet<>(4);

    /**
     * Rooms of more than two that it follows, with the join of its user; null if it follows none.
     */
    private @Nullable Map<RoomId, Long> rooms;

    /** When its user left rooms, while something older may come that says otherwise. */
    private @Nullable Map<RoomId, Long> left = new HashMap<>(2);

    /** Makes the connection one of a user; returns false if it has one already. */
    boolean identify(User user, boolean followsRooms) {
        if (this.user != null) {
            return false;
        }
        this.user = user;
        this.rooms = followsRooms ? new HashMap<>(4) : null;
        return true;
    }

    /** Returns the user; null for a connection without one. */
    @Nullable User user() {
        return this.user;
    }

    void moveTo(User moved) {
        this.user = moved;
    }

    Set<Topic> topics() {
        return this.topics;
    }

    /** Whether it did not follow the room and does now. */
    boolean follow(RoomId room, long joined, int limit) {
        if (this.rooms == null || this.left != null && this.left.getOrDefault(room, 0L) > joined) {
            return false;
        }
        return this.rooms.size() < limit && this.rooms.putIfAbsent(room, joined) == null;
    }

    /** Whether it follows rooms, and not this one: its user left, and did not come back since. */
    boolean leave(RoomId room, long sequence) {
        if (this.rooms == null || this.rooms.getOrDefault(room, 0L) > sequence) {
            return false;
        }
        this.rooms.remove(room);
        if (this.left != null) {
            this.left.put(room, sequence);
        }
        return true;
    }

    /**
     * Returns the sequence at which the user joined a followed room; {@link Long#MAX_VALUE} for a
     * room that is not followed.
     */
    long joined(RoomId room) {
        return this.rooms == null ? Long.MAX_VALUE : this.rooms.getOrDefault(room, Long.MAX_VALUE);
    }

    boolean followsRooms() {
        return this.rooms != null;
    }

    /** The rooms of many that it follows. */
    List<RoomId> followed() {
        return this.rooms == null ? List.of() : List.copyOf(this.rooms.keySet());
    }

    /** Something may come that is older than what it will know by then. */
    void settling() {
        if (this.left == null) {
            this.left = new HashMap<>(2);
        }
    }

    /** Nothing older than what it knows will come. */
    void settled() {
        this.left = null;
    }
}
