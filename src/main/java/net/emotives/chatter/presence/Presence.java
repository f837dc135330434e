package net.emotives.chatter.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserEvent;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Who is online: whoever has an open connection, and for a short grace whoever just lost his last
 * one, so that a quick reconnect is nobody's news. Events of one user are published in order, while
 * his entry is held: listeners must be quick and must not ask for changes here.
 */
@Component
public class Presence {

    /**
     * How often the last connection of a user who is in his grace closed; a new connection makes
     * the timer's one stale.
     */
    private record Online(UserGroup group, int connections, long departures) {

        Online connected(UserGroup now) {
            return new Online(now, this.connections + 1, this.departures);
        }

        Online disconnected() {
            return new Online(this.group, this.connections - 1, this.departures + 1);
        }
    }

    private final ApplicationEventPublisher events;

    /** Not Spring's scheduler: that one stops before the sockets of a node that goes are closed. */
    private final Executor later;

    private final ConcurrentHashMap<UserId, Online> online = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UserGroup, Integer> sizes = new ConcurrentHashMap<>();

    private final Cache<UserId, Instant> lastSeen =
            Caffeine.newBuilder().maximumSize(100_000).build();
    private final Clock clock;
    private final int watched;

    Presence(ApplicationEventPublisher events, PresenceProperties properties, Clock clock) {
        this.events = events;
        this.clock = clock;
        this.watched = properties.watched();
        this.later =
                CompletableFuture.delayedExecutor(
                        properties.grace().toMillis(),
                        TimeUnit.MILLISECONDS,
                        Thread::startVirtualThread);
    }

    /** A connection of the user opened. */
    public void connected(User user) {
        this.online.compute(
                user.id(),
                (id, before) -> {
                    if (before == null) {
                        come(id, user.group());
                        return new Online(user.group(), 1, 0);
                    }
                    return before.connected(user.group());
                });
    }

    /** A connection of the user, reported before, closed. */
    public void disconnected(UserId user) {
        var left = this.online.computeIfPresent(user, (_, before) -> before.disconnected());
        if (left != null && left.connections() == 0) {
            this.later.execute(() -> settle(user, left.departures()));
        }
    }

    private void settle(UserId user, long departures) {
        this.online.computeIfPresent(
                user,
                (id, now) -> {
                    if (now.connections() > 0 || now.departures() != departures) {
                        return now;
                    }
                    go(id, now.group());
                    return null;
                });
    }

    /** Whether the user is online. */
    public boolean isOnline(UserId user) {
        return this.online.containsKey(user);
    }

    /** When the user was last online, where this process has seen it. */
    public Optional<Instant> lastSeen(UserId user) {
        return Optional.ofNullable(this.lastSeen.getIfPresent(user));
    }

    /** How many users a connection may watch. */
    public int watched() {
        return this.watched;
    }

    /** How many of a group are online. */
    public int online(UserGroup group) {
        return this.sizes.getOrDefault(group, 0);
    }

    /** Who moves to another group goes from the one and comes to the other. */
    @EventListener
    void on(UserEvent.GroupChanged changed) {
        this.online.computeIfPresent(
                changed.user(),
                (id, before) -> {
                    if (before.group().equals(changed.to())) {
                        return before;
                    }
                    go(id, before.group());
                    come(id, changed.to());
                    return new Online(changed.to(), before.connections(), before.departures());
                });
    }

    private void come(UserId user, UserGroup group) {
        this.sizes.merge(group, 1, Integer::sum);
        this.events.publishEvent(new PresenceEvent.CameOnline(user, group));
    }

    private void go(UserId user, UserGroup group) {
        this.sizes.computeIfPresent(group, (_, size) -> decremented(size));
        this.lastSeen.put(user, this.clock.instant());
        this.events.publishEvent(new PresenceEvent.WentOffline(user, group));
    }

    private static @Nullable Integer decremented(int size) {
        return size == 1 ? null : size - 1;
    }
}
