package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserEvent;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Who is online: whoever has an open connection on any node, and for a short grace whoever just
 * lost his last one, so that a quick reconnect is nobody's news. Who was on a node that goes is
 * online until its lease ends, and by then on another one.
 */
@Component
public class Presence {

    /**
     * A user with connections here, or in his grace.
     *
     * @param departures how often his last connection closed; a new connection makes the timer's
     *     one stale
     */
    private record Here(UserGroup group, int connections, long departures) {

        Here connected(UserGroup now) {
            return new Here(now, this.connections + 1, this.departures);
        }

        Here disconnected() {
            return new Here(this.group, this.connections - 1, this.departures + 1);
        }
    }

    private final Cluster cluster;
    private final Roll roll;
    private final RollWriter writer;
    private final RollReader reader;
    private final RollRows rows;

    /** Not Spring's scheduler: that one stops before the sockets of a node that goes are closed. */
    private final Executor later;

    private final ConcurrentHashMap<UserId, Here> here = new ConcurrentHashMap<>();
    private final int watched;
    private volatile boolean leaving;

    Presence(
            Cluster cluster,
            Roll roll,
            RollWriter writer,
            RollReader reader,
            RollRows rows,
            PresenceProperties properties) {
        this.cluster = cluster;
        this.roll = roll;
        this.writer = writer;
        this.reader = reader;
        this.rows = rows;
        this.watched = properties.watched();
        this.later =
                CompletableFuture.delayedExecutor(
                        properties.grace().toMillis(),
                        TimeUnit.MILLISECONDS,
                        Thread::startVirtualThread);
    }

    /** A connection of the user opened. */
    public void connected(User user) {
        this.here.compute(
                user.id(),
                (id, before) -> {
                    if (before == null) {
                        arrive(id, user.group());
                        return new Here(user.group(), 1, 0);
                    }
                    return before.connected(user.group());
                });
    }

    /** A connection of the user, reported before, closed. */
    public void disconnected(UserId user) {
        var left = this.here.computeIfPresent(user, (_, before) -> before.disconnected());
        if (left != null && left.connections() == 0) {
            this.later.execute(() -> settle(user, left.departures()));
        }
    }

    private void settle(UserId user, long departures) {
        if (this.leaving) {
            return;
        }
        this.here.computeIfPresent(
                user,
                (id, now) -> {
                    if (now.connections() > 0 || now.departures() != departures) {
                        return now;
                    }
                    this.roll.depart(this.cluster.self(), id);
                    this.writer.departed(id);
                    return null;
                });
    }

    private void arrive(UserId user, UserGroup group) {
        this.roll.arrive(this.cluster.self(), user, group);
        this.writer.arrived(user, group);
    }

    /** Whether the user is online. */
    public boolean isOnline(UserId user) {
        return this.roll.isOnline(user);
    }

    /** When the user was last online, where this process has seen it. */
    public Optional<Instant> lastSeen(UserId user) {
        return this.roll.lastSeen(user);
    }

    /** When those of these users were last online who ever were; at most one statement. */
    public Map<UserId, Instant> lastSeen(Collection<UserId> users) {
        var seen = new HashMap<UserId, Instant>();
        users.forEach(user -> this.roll.lastSeen(user).ifPresent(at -> seen.put(user, at)));
        var unknown = new HashSet<>(users);
        unknown.removeAll(seen.keySet());
        if (!unknown.isEmpty()) {
            seen.putAll(this.rows.lastSeen(unknown));
        }
        return seen;
    }

    /** How many users a connection may watch. */
    public int watched() {
        return this.watched;
    }

    /** How many of a group are online. */
    public int online(UserGroup group) {
        return this.roll.online(group);
    }

    /** Another node told who came to it and who went. Waits for nobody. */
    public void heard(RollChange change) {
        this.reader.heard(change);
    }

    /** Who moves to another group goes from the one and comes to the other. */
    @EventListener
    void on(UserEvent.Changed changed) {
        this.here.computeIfPresent(
                changed.now().id(),
                (id, before) -> {
                    if (before.group().equals(changed.now().group())) {
                        return before;
                    }
                    arrive(id, changed.now().group());
                    return new Here(
                            changed.now().group(), before.connections(), before.departures());
                });
    }

    @EventListener
    void on(ContextClosedEvent closing) {
        this.leaving = true;
    }
}
