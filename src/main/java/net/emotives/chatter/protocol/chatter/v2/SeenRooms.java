package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import java.util.HashMap;
import java.util.Map;

/**
 * Sequences of each room that a connection has been sent: decides which pushes are new to it. Holds
 * one entry per room, some 200 bytes. Not thread-safe: guarded by its {@link PushGate}.
 */
final class SeenRooms {

    /**
     * The client has everything of a room from one sequence up to another.
     *
     * @param told the head reported by the last resume
     * @param round the resume round that reported the room last; 0 for none
     */
    private record Stretch(long from, long to, long told, int round) {}

    private final Map<RoomId, Stretch> rooms = new HashMap<>(4);
    private int round;

    /** True once a round has reported all rooms: the user has no others but those added since. */
    private boolean complete;

    /** Begins a round, which reports every room anew. */
    void beginRound() {
        this.round++;
    }

    /** Ends a round: a room that it did not report is no longer the client's. */
    void endRound() {
        this.complete = true;
        this.rooms.values().removeIf(stretch -> stretch.round() != this.round);
    }

    /** Returns true if this round has reported the room. */
    boolean isTold(RoomId room) {
        var stretch = this.rooms.get(room);
        return stretch != null && stretch.round() == this.round;
    }

    /**
     * The client says that it has a room up to a sequence, and is to be sent what follows up to the
     * head.
     *
     * @return after which sequence to begin; -1 where something newer was sent to it already
     */
    long resume(RoomId room, long after, long head) {
        var before = this.rooms.get(room);
        if (before != null && after + 1 < before.from()) {
            return -1;
        }
        var begin = before == null ? after : Math.max(after, before.to());
        var from = before == null ? after + 1 : before.from();
        this.rooms.put(room, new Stretch(from, Math.max(begin, head), head, this.round));
        return begin;
    }

    /**
     * Records that the client was sent the room's head and reads the messages in pages: only events
     * after the head follow.
     */
    void skip(RoomId room, long head) {
        var before = this.rooms.get(room);
        this.rooms.put(
                room,
                before == null || before.to() < head
                        ? new Stretch(head + 1, head, head, this.round)
                        : new Stretch(before.from(), before.to(), head, this.round));
    }

    /** Records that the client was told that the user is not a member of the room. */
    void forget(RoomId room) {
        this.rooms.remove(room);
    }

    /** Returns false for a room that the user had left when its rooms were reported. */
    boolean isThere(RoomId room) {
        return !this.complete || room.isDirect() || this.rooms.containsKey(room);
    }

    /** Records an event; returns false if the client has it already. */
    boolean isNews(RoomEvent event) {
        var before = this.rooms.get(event.room());
        if (before != null && event.sequence() <= before.to()) {
            return false;
        }
        // A user that left and rejoined has no events from between.
        var from =
                before != null && event.sequence() == before.to() + 1
                        ? before.from()
                        : event.sequence();
        this.rooms.put(
                event.room(),
                before == null
                        ? new Stretch(from, event.sequence(), 0, 0)
                        : new Stretch(from, event.sequence(), before.told(), before.round()));
        return true;
    }

    /** Records an added room; returns false if a round has reported it since the user joined. */
    boolean isAdded(RoomId room, long joined) {
        var before = this.rooms.get(room);
        if (before != null && joined <= before.told()) {
            return false;
        }
        this.rooms.put(room, new Stretch(joined, joined - 1, 0, 0));
        return true;
    }

    /**
     * Forgets a room; returns false if a round has reported since that the user is a member again,
     * or that it is not.
     */
    boolean isRemoved(RoomId room, long left) {
        var before = this.rooms.get(room);
        if (before == null ? this.complete : left <= before.told()) {
            return false;
        }
        this.rooms.remove(room);
        return true;
    }
}
