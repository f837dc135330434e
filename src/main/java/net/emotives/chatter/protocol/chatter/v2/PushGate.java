package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.messages.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets the pushes of a connection through in order, each event once. While it is shut, as at the
 * beginning and during a resume, it keeps them; what the answer to the resume covers is then left
 * out. Any thread.
 */
final class PushGate {

    /** Where pushes go, and what is done when too many are kept. */
    interface Way {

        void send(Frame frame);

        void overflow();
    }

    private record Kept(Push push, Frame frame) {}

    /**
     * The client has everything of a room from one sequence up to another.
     *
     * @param told the head of which the last resume told it
     */
    private record Stretch(long from, long to, long told) {}

    private final long limit;
    private final Way way;
    private final Map<RoomId, Stretch> seen = new HashMap<>(4);
    private @Nullable ArrayDeque<Kept> kept = new ArrayDeque<>(4);
    private long bytes;
    private boolean resuming;

    /** A resume has said which rooms there are: there are no others but those added since. */
    private boolean resumed;

    /**
     * @param limit how many bytes are kept at most
     */
    PushGate(long limit, Way way) {
        this.limit = limit;
        this.way = way;
    }

    /** Sends a push, or keeps it. */
    synchronized void push(Push push, Frame frame) {
        if (this.kept == null) {
            pass(push, frame);
            return;
        }
        this.bytes += frame.bytes();
        if (this.bytes > this.limit) {
            this.kept = new ArrayDeque<>();
            this.bytes = 0;
            this.way.overflow();
        } else {
            this.kept.add(new Kept(push, frame));
        }
    }

    /** Keeps what comes from now on, for a resume. */
    synchronized void shut() {
        this.resuming = true;
        if (this.kept == null) {
            this.kept = new ArrayDeque<>();
        }
    }

    /** Sends what was kept, and from now on what comes. */
    synchronized void open() {
        this.resuming = false;
        var kept = this.kept;
        this.kept = null;
        this.bytes = 0;
        if (kept != null) {
            kept.forEach(push -> pass(push.push(), push.frame()));
        }
    }

    /** Opens where it is shut only because the connection is new. */
    synchronized void openUnlessResuming() {
        if (!this.resuming) {
            open();
        }
    }

    /**
     * The client says that it has a room up to a sequence, and is to be sent what follows up to the
     * head. While the gate is shut.
     *
     * @return after which sequence to begin; -1 where something newer was sent to it already
     */
    synchronized long resume(RoomId room, long after, long head) {
        var before = this.seen.get(room);
        if (before != null && after + 1 < before.from()) {
            return -1;
        }
        var begin = before == null ? after : Math.max(after, before.to());
        var from = before == null ? after + 1 : before.from();
        this.seen.put(room, new Stretch(from, Math.max(begin, head), head));
        return begin;
    }

    /**
     * The client is told of the room's head, and pages: it is sent what follows the head alone.
     * While the gate is shut.
     */
    synchronized void skip(RoomId room, long head) {
        var before = this.seen.get(room);
        this.seen.put(
                room,
                before == null || before.to() < head
                        ? new Stretch(head + 1, head, head)
                        : new Stretch(before.from(), before.to(), head));
    }

    /** The client was told of all its rooms, each by {@link #resume} or {@link #skip}. */
    synchronized void resumed() {
        this.resumed = true;
    }

    private void pass(Push push, Frame frame) {
        var passes =
                switch (push) {
                    case Push.OfRoom(var event) -> isThere(event.room()) && isNews(event);
                    case Push.RoomAdded(var room, var head) -> isAdded(room.id(), head);
                    case Push.RoomRemoved(var room, var head) -> isRemoved(room, head);
                    case Push.Delivered(var room, _, _) -> isThere(room);
                    case Push.Read(var room, _, _) -> isThere(room);
                    case Push.OfTyping(var event) -> isThere(event.room());
                    case Push.OfPresence _ -> true;
                };
        if (passes) {
            this.way.send(frame);
        }
    }

    /** Not a room that the user had left when he was told of his rooms. */
    private boolean isThere(RoomId room) {
        return !this.resumed || room.isDirect() || this.seen.containsKey(room);
    }

    private boolean isNews(RoomEvent event) {
        var before = this.seen.get(event.room());
        if (before != null && event.sequence() <= before.to()) {
            return false;
        }
        // Who left and came back has nothing of what happened meanwhile.
        var from =
                before != null && event.sequence() == before.to() + 1
                        ? before.from()
                        : event.sequence();
        var told = before == null ? 0 : before.told();
        this.seen.put(event.room(), new Stretch(from, event.sequence(), told));
        return true;
    }

    /** False where a resume told of the room as it is since. */
    private boolean isAdded(RoomId room, long joined) {
        var before = this.seen.get(room);
        if (before != null && joined <= before.told()) {
            return false;
        }
        this.seen.put(room, new Stretch(joined, joined - 1, 0));
        return true;
    }

    /** False where a resume told that the user is there again, or that he is not. */
    private boolean isRemoved(RoomId room, long left) {
        var before = this.seen.get(room);
        if (before == null ? this.resumed : left <= before.told()) {
            return false;
        }
        this.seen.remove(room);
        return true;
    }
}
