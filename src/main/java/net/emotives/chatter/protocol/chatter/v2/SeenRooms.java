package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.messages.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import java.util.HashMap;
import java.util.Map;

/**
 * What a connection has of each room: decides which pushes are news to it. Holds one entry for each
 * room that it was told of, some 200 bytes. Not thread-safe: its {@link PushGate} guards it.
 */
final class SeenRooms {

    /**
     * The client has everything of a room from one sequence up to another.
     *
     * @param told the head of which the last resume told it
     * @param round the resume round that told it last; 0 for none
     */
    private record Stretch(long from, long to, long told, int round) {}

    private final Map<RoomId, Stretch> rooms = new HashMap<>(4);
    private int round;

    /** A round has told of all rooms there are: there are no others but those added since. */
    private boolean complete;

    /** A round begins, which tells of every room anew. */
    void beginRound() {
        this.round++;
    }

    /** Every room was told of in this round; what was not, the client has no longer. */
    void endRound() {
        this.complete = true;
        this.rooms.values().removeIf(stretch -> stretch.round() != this.round);
    }

    /** Returns true if this round has told of the room. */
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

    /** The client is told of the room's head, and pages: it is sent what follows the head alone. */
    void skip(RoomId room, long head) {
        var before = this.rooms.get(room);
        this.rooms.put(
                room,
                before == null || before.to() < head
                        ? new Stretch(head + 1, head, head, this.round)
                        : new Stretch(before.from(), before.to(), head, this.round));
    }

    /** The client is told that the room is not its user's. */
    void forget(RoomId room) {
        this.rooms.remove(room);
    }

    /** Returns false for a room that the user had left when it was told of its rooms. */
    boolean isThere(RoomId room) {
        return !this.complete || room.isDirect() || this.rooms.containsKey(room);
    }

    /** Takes note of an event; returns false if the client has it already. */
    boolean isNews(RoomEvent event) {
        var before = this.rooms.get(event.room());
        if (before != null && event.sequence() <= before.to()) {
            return false;
        }
        // A user that left and came back has nothing of what happened meanwhile.
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

    /** Takes note of a room; returns false if a round told of it as it is since. */
    boolean isAdded(RoomId room, long joined) {
        var before = this.rooms.get(room);
        if (before != null && joined <= before.told()) {
            return false;
        }
        this.rooms.put(room, new Stretch(joined, joined - 1, 0, 0));
        return true;
    }

    /**
     * Forgets a room; returns false if a round told that the user is there again, or that it is
     * not.
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
