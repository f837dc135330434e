package net.emotives.chatter.protocol.chatter.v2;

import net.emotives.chatter.delivery.Push;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A few rooms that a user joins and leaves, with random events; and a fan-out that carries them to
 * the user's connection later, as {@code FanOut} does.
 */
final class GateWorld {

    static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    /** A room of the truth. */
    static final class Place {

        final RoomId id;
        final List<RoomEvent> log = new ArrayList<>();
        boolean member;

        /** Sequence up to which the fan-out has carried the events. */
        int carried;

        /** True if the connection gets the pushes of the room. */
        boolean followed;

        /** Sequence at which the user joined, if the connection follows the room since a page. */
        long followedSince;

        Place(RoomId id) {
            this.id = id;
        }

        long head() {
            return this.log.size();
        }
    }

    private final Random random;
    private final Consumer<Push> fanOut;
    private final Consumer<GateOccurrence> occurs;
    private final TreeMap<String, Place> places = new TreeMap<>();

    GateWorld(Random random, Consumer<Push> fanOut, Consumer<GateOccurrence> occurs) {
        this.random = random;
        this.fanOut = fanOut;
        this.occurs = occurs;
        for (var name : List.of("a", "b", "c", "d", "e", "f")) {
            this.places.put(name, new Place(new RoomId(name)));
        }
        for (var name : List.of("carol", "dave")) {
            var room = RoomId.direct(ALICE, new UserId(name));
            this.places.put(room.value(), new Place(room));
        }
    }

    /** By their ids. */
    NavigableMap<String, Place> places() {
        return this.places;
    }

    Place place(RoomId room) {
        return Objects.requireNonNull(this.places.get(room.value()));
    }

    /** Commits events and carries events, at random. */
    void happen(int most) {
        for (var i = this.random.nextInt(most + 1); i > 0; i--) {
            if (this.random.nextBoolean()) {
                commit();
            } else {
                carry(any(), false);
            }
        }
    }

    private Place any() {
        var all = List.copyOf(this.places.values());
        return all.get(this.random.nextInt(all.size()));
    }

    void commit() {
        var place = any();
        var next = place.head() + 1;
        if (place.id.isDirect()) {
            if (place.log.isEmpty()) {
                this.occurs.accept(GateOccurrence.OPENED_IN_ROUND);
            }
            place.member = true;
            place.log.add(new RoomEvent.Reacted(place.id, next, 1, BOB, "+"));
        } else if (this.random.nextInt(4) == 0) {
            this.occurs.accept(
                    place.member ? GateOccurrence.LEFT_IN_ROUND : GateOccurrence.JOINED_IN_ROUND);
            place.log.add(
                    place.member
                            ? new RoomEvent.Left(place.id, next, ALICE, BOB)
                            : new RoomEvent.Joined(place.id, next, ALICE, BOB));
            place.member = !place.member;
        } else {
            place.log.add(new RoomEvent.Reacted(place.id, next, 1, BOB, "+"));
        }
    }

    /** As the fan-out does: the next event of a room, or all. */
    void carry(Place place, boolean all) {
        while (place.carried < place.head()) {
            var event = place.log.get(place.carried++);
            if (event instanceof RoomEvent.Joined && !place.followed) {
                place.followed = true;
                var room =
                        new NewRoom("x", Visibility.PUBLIC, null, UserGroup.NONE, false)
                                .as(place.id);
                this.fanOut.accept(new Push.RoomAdded(room, event.sequence()));
            }
            if (place.followed) {
                this.fanOut.accept(new Push.OfRoom(event));
            }
            if (event instanceof RoomEvent.Left && mayLeave(place, event.sequence())) {
                place.followed = false;
                this.fanOut.accept(new Push.RoomRemoved(place.id, event.sequence()));
            }
            if (!all) {
                return;
            }
        }
    }

    /** Not where the connection follows it since a later joining, as the hub knows. */
    private boolean mayLeave(Place place, long left) {
        return place.followedSince <= left;
    }

    /** The page that was read has the connection follow the room, where it does not. */
    void follow(Place place) {
        if (place.member && !place.followed) {
            place.followed = true;
            place.followedSince =
                    place.log.stream()
                            .filter(RoomEvent.Joined.class::isInstance)
                            .mapToLong(RoomEvent::sequence)
                            .max()
                            .orElse(0);
        }
    }
}
