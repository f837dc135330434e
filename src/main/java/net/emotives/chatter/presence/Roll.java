package net.emotives.chatter.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * The users that are online on which node, as far as this one knows. A user comes online with its
 * first node and goes offline with its last one; events of one user are published in order, by the
 * {@link ChangePublisher}. Thread-safe. Never blocks.
 */
@Component
class Roll {

    private record Entry(UserGroup group, Set<NodeId> nodes) {

        Entry with(NodeId node, UserGroup now) {
            if (this.nodes.contains(node) && this.group.equals(now)) {
                return this;
            }
            var more = new HashSet<>(this.nodes);
            more.add(node);
            return new Entry(now, Set.copyOf(more));
        }

        /** Null where that was the last one. */
        @Nullable Entry without(NodeId node) {
            if (!this.nodes.contains(node)) {
                return this;
            }
            var fewer = new HashSet<>(this.nodes);
            fewer.remove(node);
            return fewer.isEmpty() ? null : new Entry(this.group, Set.copyOf(fewer));
        }
    }

    private final NodeId self;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ChangePublisher.Changes<UserId, UserGroup> changes;
    private final ConcurrentHashMap<UserId, Entry> online = new ConcurrentHashMap<>();

    /** As published. */
    private final ConcurrentHashMap<UserGroup, Integer> sizes = new ConcurrentHashMap<>();

    private final Cache<UserId, Instant> lastSeen =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Roll(
            Cluster cluster,
            ChangePublisher publisher,
            ApplicationEventPublisher events,
            Clock clock) {
        this.self = cluster.self();
        this.events = events;
        this.clock = clock;
        this.changes = publisher.of(this::group, this::publish);
    }

    /** The user is on that node, and in that group. */
    void arrive(NodeId node, UserId user, UserGroup group) {
        update(node, user, () -> group);
    }

    /** The user is on that node no longer. */
    void depart(NodeId node, UserId user) {
        update(node, user, () -> null);
    }

    /**
     * The user came to this node or left it.
     *
     * @param group reads without a lock in which group the user is here; null where it is not here
     */
    void updateHere(UserId user, Supplier<@Nullable UserGroup> group) {
        update(this.self, user, group);
    }

    private void update(NodeId node, UserId user, Supplier<@Nullable UserGroup> group) {
        var left = new AtomicBoolean();
        this.online.compute(
                user,
                (_, before) -> {
                    var now = group.get();
                    if (now != null) {
                        return before == null
                                ? new Entry(now, Set.of(node))
                                : before.with(node, now);
                    }
                    var after = before == null ? null : before.without(node);
                    left.set(before != null && after == null);
                    return after;
                });
        if (left.get()) {
            this.lastSeen.put(user, this.clock.instant());
        }
        this.changes.changed(user);
    }

    /** Exactly these users are on that node. */
    void replace(NodeId node, Map<UserId, UserGroup> users) {
        users.forEach((user, group) -> arrive(node, user, group));
        this.online.forEach((user, entry) -> {
            if (entry.nodes().contains(node) && !users.containsKey(user)) {
                depart(node, user);
            }
        });
    }

    boolean isOnline(UserId user) {
        return this.online.containsKey(user);
    }

    int online(UserGroup group) {
        return this.sizes.getOrDefault(group, 0);
    }

    /** Returns the time at which the user went offline, if this process observed it. */
    Optional<Instant> lastSeen(UserId user) {
        return Optional.ofNullable(this.lastSeen.getIfPresent(user));
    }

    private @Nullable UserGroup group(UserId user) {
        var entry = this.online.get(user);
        return entry == null ? null : entry.group();
    }

    private void publish(UserId user, @Nullable UserGroup before, @Nullable UserGroup now) {
        if (before != null) {
            this.sizes.computeIfPresent(before, (_, size) -> decremented(size));
            this.events.publishEvent(new PresenceEvent.WentOffline(user, before));
        }
        if (now != null) {
            this.sizes.merge(now, 1, Integer::sum);
            this.events.publishEvent(new PresenceEvent.CameOnline(user, now));
        }
    }

    private static @Nullable Integer decremented(int size) {
        return size == 1 ? null : size - 1;
    }
}
