package net.emotives.chatter.presence;

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
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Knows which users are online: those with an open connection on any node, and for a short grace
 * those that just lost their last one, so that a quick reconnect is not pushed. Users of a node
 * that stops are online until its lease ends, and by then on another one.
 */
@Component
public class Presence {

    private final LocalUsers local;
    private final Roll roll;
    private final RollWriter writer;
    private final RollReader reader;
    private final RollRows rows;

    /** Not Spring's scheduler: that one stops before the sockets of a node that goes are closed. */
    private final Executor later;

    private final int watched;
    private volatile boolean leaving;

    Presence(
            LocalUsers local,
            Roll roll,
            RollWriter writer,
            RollReader reader,
            RollRows rows,
            PresenceProperties properties) {
        this.local = local;
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

    /** A connection of the user opened. Never waits. */
    public void connected(User user) {
        if (this.local.connected(user)) {
            update(user.id());
        }
    }

    /** A connection of the user, reported before, closed. Never waits. */
    public void disconnected(UserId user) {
        this.local
                .disconnected(user)
                .ifPresent(departure -> this.later.execute(() -> settle(user, departure)));
    }

    private void settle(UserId user, long departure) {
        if (!this.leaving && this.local.remove(user, departure)) {
            update(user);
        }
    }

    /** Updates the state of a user; of concurrent updates the last one reads the latest state. */
    private void update(UserId user) {
        this.roll.updateHere(user, () -> this.local.group(user));
        this.writer.changed(user);
    }

    /** Whether the user is online. */
    public boolean isOnline(UserId user) {
        return this.roll.isOnline(user);
    }

    /** Returns when the user was last online, if this process has seen it. */
    public Optional<Instant> lastSeen(UserId user) {
        return this.roll.lastSeen(user);
    }

    /** Returns when each of these users was last online, if it ever was; at most one statement. */
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

    /** Returns the maximum number of users that a connection may watch. */
    public int watched() {
        return this.watched;
    }

    /** Returns the number of users of a group that are online. */
    public int online(UserGroup group) {
        return this.roll.online(group);
    }

    /** Another node told which users connected and left. Never waits. */
    public void heard(RollChange change) {
        this.reader.heard(change);
    }

    /** A user that moves to another group goes offline in the one and comes online in the other. */
    @EventListener
    void on(UserEvent.Changed changed) {
        if (this.local.move(changed.now())) {
            update(changed.now().id());
        }
    }

    @EventListener
    void on(ContextClosedEvent closing) {
        this.leaving = true;
    }
}
