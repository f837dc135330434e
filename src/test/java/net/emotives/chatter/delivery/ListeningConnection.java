package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserId;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A connection that notes what is pushed to it. */
class ListeningConnection implements Connection {

    /** Makes one frame of each push, and counts how often it is asked to. */
    static final class CountingEncoder implements Encoder {

        private final AtomicInteger times = new AtomicInteger();

        @Override
        public Frame encode(Push push) {
            this.times.incrementAndGet();
            return Frame.of("a push");
        }

        int times() {
            return this.times.get();
        }
    }

    private final ConnectionId id = ConnectionId.next();
    private final User owner;
    private final Encoder encoder;
    private final List<Push> pushes = new CopyOnWriteArrayList<>();

    ListeningConnection(User owner) {
        this(owner, new CountingEncoder());
    }

    ListeningConnection(User owner, Encoder encoder) {
        this.owner = owner;
        this.encoder = encoder;
    }

    User owner() {
        return this.owner;
    }

    List<Push> pushes() {
        return this.pushes;
    }

    /** What happened in the room, as it was pushed. */
    List<RoomEvent> events(RoomId room) {
        return this.pushes.stream()
                .filter(Push.OfRoom.class::isInstance)
                .map(push -> ((Push.OfRoom) push).event())
                .filter(event -> event.room().equals(room))
                .toList();
    }

    List<Long> sequences(RoomId room) {
        return events(room).stream().map(RoomEvent::sequence).toList();
    }

    @Override
    public ConnectionId id() {
        return this.id;
    }

    @Override
    public Optional<UserId> user() {
        return Optional.of(this.owner.id());
    }

    @Override
    public Encoder encoder(Push push) {
        return this.encoder;
    }

    @Override
    public void push(Push push, Frame frame) {
        this.pushes.add(push);
    }

    @Override
    public void close(CloseReason reason) {
        throw new AssertionError("closed: " + reason);
    }
}
