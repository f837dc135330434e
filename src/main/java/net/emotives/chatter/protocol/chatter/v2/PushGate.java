package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Lets the pushes of a connection through in order, each event once. While it is shut, as at the
 * beginning and during a resume round, it holds them back; what an answer of the round covers is
 * then left out. Thread-safe. Never blocks.
 *
 * <p>What is held is bounded in bytes. Of a room that the round has not answered yet nothing is
 * held, once the first page is answered: the page that answers the room is read later and covers
 * it. For that to hold, a room is {@linkplain #expect expected} before it is read.
 */
final class PushGate {

    /** Receiver of the pushes that the gate lets through, and of the overflow of held ones. */
    interface Way {

        void send(Frame frame);

        void overflow();
    }

    private record Held(Push push, Frame frame) {}

    /** Estimated bytes of a held push besides its text. */
    private static final int OVERHEAD = 64;

    private final long limit;
    private final Way way;
    private final SeenRooms seen = new SeenRooms();

    /** Absent while the gate is open. */
    private @Nullable ArrayDeque<Held> held = new ArrayDeque<>(4);

    private long bytes;

    /** The state of a round; absent outside of one. */
    private @Nullable Round round;

    private static final class Round {

        /** Rooms that are about to be read and answered. */
        private final Set<RoomId> expected = new HashSet<>();

        /** Rooms added since the round began; the pages may not reach them. */
        private final Set<RoomId> added = new HashSet<>();

        /** A page was answered: of rooms that are not answered nothing is held. */
        private boolean answered;

        /** Every room is answered, and what was held is being sent. */
        private boolean ended;
    }

    /**
     * @param limit how many bytes are held at most
     */
    PushGate(long limit, Way way) {
        this.limit = limit;
        this.way = way;
    }

    /** Sends a push, or holds it back. */
    synchronized void push(Push push, Frame frame) {
        if (this.held == null) {
            if (passes(push)) {
                this.way.send(frame);
            }
        } else if (this.round == null || isNeeded(push, this.round)) {
            hold(this.held, new Held(push, frame));
        }
    }

    private void hold(ArrayDeque<Held> held, Held push) {
        this.bytes += size(push);
        if (this.bytes > this.limit) {
            held.clear();
            this.bytes = 0;
            this.way.overflow();
        } else {
            held.add(push);
        }
    }

    /** Begins a round, instead of one that is under way: holds back what comes from now on. */
    synchronized void beginRound() {
        this.round = new Round();
        this.seen.beginRound();
        if (this.held == null) {
            this.held = new ArrayDeque<>();
        }
    }

    /** These rooms are about to be read for the next page of the round. */
    synchronized void expect(Collection<RoomId> rooms) {
        if (this.round != null) {
            this.round.expected.addAll(rooms);
        }
    }

    /** Returns true if the round has answered the room. */
    synchronized boolean isAnswered(RoomId room) {
        return this.seen.isTold(room);
    }

    /** As {@link SeenRooms#resume}; during a round. */
    synchronized long resume(RoomId room, long after, long head) {
        return this.seen.resume(room, after, head);
    }

    /** As {@link SeenRooms#skip}; during a round. */
    synchronized void skip(RoomId room, long head) {
        this.seen.skip(room, head);
    }

    /**
     * Records that the client was told that the user is not a member of the room; during a round.
     */
    synchronized void remove(RoomId room) {
        this.seen.forget(room);
    }

    /** A page is complete: no more rooms are answered until others are expected. */
    synchronized void endPage() {
        var now = this.round;
        if (now != null && this.held != null) {
            now.expected.clear();
            now.answered = true;
            this.held.removeIf(push -> {
                var needed = isNeeded(push.push(), now);
                if (!needed) {
                    this.bytes -= size(push);
                }
                return !needed;
            });
        }
    }

    /** Every room is answered; what was held is to be taken by {@link #next}. */
    synchronized void endRound() {
        this.seen.endRound();
        if (this.round != null) {
            this.round.ended = true;
        }
    }

    /** The next push that was held back; null where none is left, and the gate is open then. */
    synchronized @Nullable Frame next() {
        if (this.held != null) {
            while (!this.held.isEmpty()) {
                var push = this.held.remove();
                this.bytes -= size(push);
                if (passes(push.push())) {
                    return push.frame();
                }
            }
            this.held = null;
            this.round = null;
        }
        return null;
    }

    /** Sends the held pushes and opens the gate, unless a round has begun. */
    synchronized void openUnlessResuming() {
        if (this.round == null) {
            for (var frame = next(); frame != null; frame = next()) {
                this.way.send(frame);
            }
        }
    }

    private boolean isNeeded(Push push, Round now) {
        return switch (push) {
            case Push.OfRoom(var event) -> isNeeded(event, now);
            case Push.Concealed(var event) -> isNeeded(event, now);
            case Push.RoomAdded(var room, _) -> {
                now.added.add(room.id());
                yield true;
            }
            case Push.RoomRemoved _, Push.OfPresence _ -> true;
            case Push.Delivered(var room, _, _) -> isHeld(room, now);
            case Push.Read(var room, _, _) -> isHeld(room, now);
            case Push.OfTyping(var event) -> isHeld(event.room(), now);
        };
    }

    private boolean isNeeded(RoomEvent event, Round now) {
        if (event.room().isDirect() && event.sequence() == 1) {
            // It was opened just now, perhaps behind the page that would have answered it.
            now.added.add(event.room());
        }
        return isHeld(event.room(), now);
    }

    private boolean isHeld(RoomId room, Round now) {
        return !now.answered
                || now.ended
                || now.added.contains(room)
                || now.expected.contains(room)
                || this.seen.isTold(room);
    }

    private boolean passes(Push push) {
        return switch (push) {
            case Push.OfRoom(var event) -> isNews(event);
            case Push.Concealed(var event) -> isNews(event);
            case Push.RoomAdded(var room, var head) -> this.seen.isAdded(room.id(), head);
            case Push.RoomRemoved(var room, var head) -> this.seen.isRemoved(room, head);
            case Push.Delivered(var room, _, _) -> this.seen.isThere(room);
            case Push.Read(var room, _, _) -> this.seen.isThere(room);
            case Push.OfTyping(var event) -> this.seen.isThere(event.room());
            case Push.OfPresence _ -> true;
        };
    }

    private boolean isNews(RoomEvent event) {
        return this.seen.isThere(event.room()) && this.seen.isNews(event);
    }

    private static int size(Held push) {
        return push.frame().bytes() + OVERHEAD;
    }
}
