package net.emotives.chatter.presence;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

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

/**
 * Who is online on which node, as far as this one knows. Somebody comes with his first node and
 * goes with his last one. Events of one user are published in order, while his entry is held:
 * listeners must be quick and must not ask for changes here.
 */
@Component
class Roll {

    private record Entry(UserGroup group, Set<NodeId> nodes) {

        Entry with(NodeId node) {
            if (this.nodes.contains(node)) {
                return this;
            }
            var more = new HashSet<>(this.nodes);
            more.add(node);
            return new Entry(this.group, Set.copyOf(more));
        }

        Entry without(NodeId node) {
            var fewer = new HashSet<>(this.nodes);
            fewer.remove(node);
            return new Entry(this.group, Set.copyOf(fewer));
        }
    }

    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final ConcurrentHashMap<UserId, Entry> online = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UserGroup, Integer> sizes = new ConcurrentHashMap<>();
    private final Cache<UserId, Instant> lastSeen =
            Caffeine.newBuilder().maximumSize(100_000).build();

    Roll(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** He is on that node, and in that group. */
    void arrive(NodeId node, UserId user, UserGroup group) {
        this.online.compute(
                user,
                (_, before) -> {
                    if (before != null && before.group().equals(group)) {
                        return before.with(node);
                    }
                    if (before != null) {
                        go(user, before.group());
                    }
                    come(user, group);
                    return new Entry(group, before == null ? Set.of() : before.nodes()).with(node);
                });
    }

    /** He is on that node no longer. */
    void depart(NodeId node, UserId user) {
        this.online.computeIfPresent(
                user,
                (_, before) -> {
                    if (!before.nodes().contains(node)) {
                        return before;
                    }
                    var left = before.without(node);
                    if (left.nodes().isEmpty()) {
                        go(user, before.group());
                        return null;
                    }
                    return left;
                });
    }

    /** Those are on that node, and nobody else. */
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

    /** When he went, where this process has seen it. */
    Optional<Instant> lastSeen(UserId user) {
        return Optional.ofNullable(this.lastSeen.getIfPresent(user));
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
