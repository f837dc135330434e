package net.emotives.chatter.presence;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The users that type, and where. A user types until it says that it does not, has not said for a
 * while that it still does, or is offline. Publishes changes alone, those of a user in a room in
 * order. Thread-safe. Never blocks.
 */
@Component
public class Typing {

    private record Key(RoomId room, UserId user) {}

    private final ApplicationEventPublisher events;
    private final Executor later;

    private final ChangePublisher.Changes<Key, Boolean> changes;
    private final AtomicLong sayings = new AtomicLong();

    /** What each has said last: a timer that finds another saying than its own is stale. */
    private final ConcurrentHashMap<Key, Long> active = new ConcurrentHashMap<>();

    Typing(
            ApplicationEventPublisher events,
            ChangePublisher publisher,
            PresenceProperties properties) {
        this.events = events;
        this.changes =
                publisher.of(
                        key -> this.active.containsKey(key) ? true : null,
                        (key, _, now) -> publish(key, now != null));
        this.later =
                CompletableFuture.delayedExecutor(
                        properties.typing().toMillis(),
                        TimeUnit.MILLISECONDS,
                        Thread::startVirtualThread);
    }

    /** The user types, or still does. */
    public void started(RoomId room, UserId user) {
        this.events.publishEvent(new TypingSaid(room, user, true));
        start(new Key(room, user));
    }

    /** The user no longer types; does nothing if it did not. */
    public void stopped(RoomId room, UserId user) {
        var key = new Key(room, user);
        if (this.active.containsKey(key)) {
            this.events.publishEvent(new TypingSaid(room, user, false));
            stop(key);
        }
    }

    /** The user types, or no longer, on another node. */
    public void heard(TypingSaid said) {
        var key = new Key(said.room(), said.user());
        if (said.active()) {
            start(key);
        } else {
            stop(key);
        }
    }

    private void start(Key key) {
        var saying = this.sayings.incrementAndGet();
        if (this.active.put(key, saying) == null) {
            this.changes.changed(key);
        }
        this.later.execute(() -> stop(key, saying));
    }

    @EventListener
    void on(PresenceEvent.WentOffline gone) {
        this.active.keySet().stream()
                .filter(key -> key.user().equals(gone.user()))
                .forEach(this::stop);
    }

    private void stop(Key key) {
        if (this.active.remove(key) != null) {
            this.changes.changed(key);
        }
    }

    private void stop(Key key, long saying) {
        if (this.active.remove(key, saying)) {
            this.changes.changed(key);
        }
    }

    private void publish(Key key, boolean now) {
        this.events.publishEvent(new TypingEvent(key.room(), key.user(), now));
    }
}
