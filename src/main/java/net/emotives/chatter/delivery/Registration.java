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

    private User user;
    private final Set<Topic> topics = new HashSet<>(4);

    /**
     * The rooms of many that it follows, by when its user came; or by when he left, as a negative
     * number, until it is clear that nothing older says otherwise. Absent where it follows none.
     */
    private final @Nullable Map<RoomId, Long> rooms;

    private boolean settling = true;

    Registration(User user, boolean followsRooms) {
        this.user = user;
        this.rooms = followsRooms ? new HashMap<>(4) : null;
    }

    User user() {
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
        if (this.rooms == null) {
            return false;
        }
        var before = this.rooms.get(room);
        if (before != null && (before > 0 || -before > joined)) {
            return false;
        }
        if (before == null && this.rooms.size() >= limit) {
            return false;
        }
        this.rooms.put(room, joined);
        return true;
    }

    /** Whether it follows rooms, and not this one: its user left, and did not come back since. */
    boolean leave(RoomId room, long left) {
        if (this.rooms == null || this.rooms.getOrDefault(room, 0L) > left) {
            return false;
        }
        if (this.settling) {
            this.rooms.put(room, -left);
        } else {
            this.rooms.remove(room);
        }
        return true;
    }

    /** The rooms of many that it follows. */
    List<RoomId> followed() {
        return this.rooms == null
                ? List.of()
                : this.rooms.entrySet().stream()
                        .filter(entry -> entry.getValue() > 0)
                        .map(Map.Entry::getKey)
                        .toList();
    }

    /** Something may come that is older than what it will know by then. */
    void settling() {
        this.settling = true;
    }

    /** Nothing older than what it knows will come. */
    void settled() {
        this.settling = false;
        if (this.rooms != null) {
            this.rooms.values().removeIf(sequence -> sequence < 0);
        }
    }
}
