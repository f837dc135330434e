package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Frame;
import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.rooms.RoomId;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A user with a few rooms, a fan-out that lags behind the commits, and a connection that resumes in
 * rounds of pages through a {@link PushGate}; meanwhile rooms are joined and left, and events are
 * committed in them. The client checks each frame: the oracle is that it has every event of each of
 * its rooms, once and in order.
 */
final class GateModel {

    /** Occurrences in all histories together. */
    static final class Occurrences {

        private final Set<GateOccurrence> seen = EnumSet.noneOf(GateOccurrence.class);

        Set<GateOccurrence> missing() {
            return EnumSet.complementOf(EnumSet.copyOf(this.seen));
        }
    }

    private static final int PAGE = 2;

    private final Random random;
    private final Occurrences occurrences;
    private final GateWorld world;
    private final List<String> problems = new ArrayList<>();
    private final IdentityHashMap<Frame, Push> pushes = new IdentityHashMap<>();

    /** The next sequence that the client is to be sent of each of its rooms. */
    private final Map<RoomId, Long> due = new HashMap<>();

    private final PushGate gate;
    private final Set<RoomId> answered = new HashSet<>();
    private boolean resuming;
    private boolean told;

    GateModel(long seed, Occurrences occurrences) {
        this.random = new Random(seed);
        this.occurrences = occurrences;
        this.world = new GateWorld(this.random, this::push, this::occursInRound);
        this.gate =
                new PushGate(
                        Long.MAX_VALUE,
                        new PushGate.Way() {
                            @Override
                            public void send(Frame frame) {
                                take(frame);
                            }

                            @Override
                            public void overflow() {
                                problem("overflow");
                            }
                        });
    }

    List<String> problems() {
        begin();
        for (var rounds = this.random.nextInt(3); rounds >= 0; rounds--) {
            if (this.random.nextInt(4) == 0) {
                abandon();
            }
            round();
            this.world.happen(10);
        }
        this.world.places().values().forEach(place -> this.world.carry(place, true));
        for (var place : this.world.places().values()) {
            var due = this.due.get(place.id);
            if (place.member && (due == null || due != place.head() + 1)) {
                problem(place.id + " is at " + due + " in the end, of " + place.head());
            } else if (!place.member && due != null) {
                problem(place.id + " was left, and the client does not know");
            }
        }
        return this.problems;
    }

    private void problem(String what) {
        this.problems.add(what);
    }

    private void occurs(GateOccurrence occurrence) {
        this.occurrences.seen.add(occurrence);
    }

    private void occursInRound(GateOccurrence occurrence) {
        if (this.resuming) {
            occurs(occurrence);
        }
    }

    private void begin() {
        for (var i = 0; i < 25; i++) {
            this.world.commit();
        }
        for (var place : this.world.places().values()) {
            // The client starts with a prefix of the log that was pushed to it earlier.
            place.carried = this.random.nextInt((int) place.head() + 1);
            place.followed = place.member;
            if (place.member && this.random.nextBoolean()) {
                this.due.put(place.id, 1L + this.random.nextInt((int) place.head() + 1));
            }
            if (place.id.isDirect()) {
                place.followed = true;
            }
        }
        this.world.happen(6);
        if (this.random.nextInt(5) == 0) {
            // A connection that only listens knows nothing of before.
            occurs(GateOccurrence.LISTENED_BEFORE);
            this.due.clear();
            this.gate.openUnlessResuming();
            this.world.happen(6);
        }
    }

    private void push(Push push) {
        var frame = Frame.of("push");
        this.pushes.put(frame, push);
        if (this.resuming) {
            occurs(GateOccurrence.HELD_IN_ROUND);
        }
        this.gate.push(push, frame);
    }

    /** A round that the client begins and does not end. */
    private void abandon() {
        occurs(GateOccurrence.ABANDONED_ROUND);
        beginRound();
        page(new ArrayDeque<>(this.due.keySet()), true);
        this.world.happen(6);
    }

    private void beginRound() {
        occurs(this.told ? GateOccurrence.SECOND_ROUND : GateOccurrence.ROUND);
        this.gate.beginRound();
        this.resuming = true;
        this.answered.clear();
        this.world.happen(4);
    }

    private void round() {
        beginRound();
        var unnamed = new ArrayDeque<RoomId>();
        for (var room : this.due.keySet()) {
            if (this.random.nextInt(6) > 0) {
                unnamed.add(room);
            }
        }
        while (unnamed.size() > PAGE || this.random.nextBoolean() && !unnamed.isEmpty()) {
            page(unnamed, true);
            this.world.happen(6);
        }
        page(unnamed, false);
        var after = "";
        while (after != null) {
            this.world.happen(6);
            after = list(after);
        }
        this.gate.endRound();
        this.due.keySet().retainAll(this.answered);
        this.resuming = false;
        this.told = true;
        for (var frame = this.gate.next(); frame != null; frame = this.gate.next()) {
            take(frame);
            this.world.happen(2);
        }
    }

    private void page(ArrayDeque<RoomId> unnamed, boolean mayBePart) {
        var named = new ArrayList<RoomId>();
        while (!unnamed.isEmpty() && named.size() < PAGE) {
            named.add(unnamed.remove());
        }
        this.gate.expect(named);
        this.world.happen(3);
        if (this.random.nextInt(8) == 0) {
            occurs(GateOccurrence.REFUSED_PAGE);
            this.world.happen(3);
            this.gate.expect(named);
        }
        if (mayBePart && named.size() > 1 && this.random.nextInt(4) == 0) {
            // It did not fit.
            unnamed.addFirst(named.removeLast());
        }
        answer(named, true);
    }

    /** A page of rooms that were not named; the cursor of the next. */
    private @Nullable String list(String after) {
        var ids =
                this.world.places().tailMap(after, false).values().stream()
                        .filter(place -> place.member)
                        .map(place -> place.id)
                        .toList();
        var some = ids.stream().filter(id -> !this.gate.isAnswered(id)).limit(PAGE).toList();
        this.gate.expect(some);
        this.world.happen(3);
        answer(some, false);
        return some.size() < PAGE ? null : some.getLast().value();
    }

    private record Read(RoomId room, boolean member, long head) {}

    private void answer(List<RoomId> rooms, boolean named) {
        var read = new ArrayList<Read>();
        for (var room : rooms) {
            var place = this.world.place(room);
            read.add(new Read(room, place.member, place.head()));
            this.world.follow(place);
        }
        this.world.happen(3);
        for (var state : read) {
            if (!state.member()) {
                if (named) {
                    this.gate.remove(state.room());
                    this.due.remove(state.room());
                    this.answered.add(state.room());
                }
                continue;
            }
            this.answered.add(state.room());
            var due = this.due.get(state.room());
            var begin = -1L;
            if (named && due != null && this.random.nextInt(5) > 0) {
                begin = this.gate.resume(state.room(), due - 1, state.head());
            }
            if (begin < 0) {
                occurs(GateOccurrence.UNNAMED);
                this.gate.skip(state.room(), state.head());
                // It pages what is before.
                this.due.merge(state.room(), state.head() + 1, Math::max);
                continue;
            }
            for (var i = begin + 1; i <= state.head(); i++) {
                occurs(GateOccurrence.REPLAYED);
                event(state.room(), i);
                this.world.happen(1);
            }
        }
        this.gate.endPage();
    }

    /** The client is sent a push. */
    private void take(Frame frame) {
        if (this.resuming) {
            problem("a live push in a round");
        }
        switch (this.pushes.get(frame)) {
            case Push.OfRoom(var event) -> event(event.room(), event.sequence());
            case Push.RoomAdded(var room, var head) -> {
                if (this.due.containsKey(room.id())) {
                    problem(room.id() + " was added though it was there");
                }
                this.due.put(room.id(), head);
            }
            case Push.RoomRemoved(var room, _) -> {
                if (this.due.remove(room) == null && this.told) {
                    problem(room + " was removed though it was not there");
                }
            }
            case null, default -> throw new IllegalStateException();
        }
    }

    private void event(RoomId room, long sequence) {
        var due = this.due.get(room);
        if (due == null && this.told && (!room.isDirect() || sequence != 1)) {
            problem(room + " got " + sequence + " and is not there");
        }
        if (due != null && sequence != due) {
            problem(room + " got " + sequence + " where " + due + " was due");
        }
        this.due.put(room, sequence + 1);
    }
}
