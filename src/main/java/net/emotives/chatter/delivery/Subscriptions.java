package net.emotives.chatter.delivery;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which connections are interested in which topic. Any thread may ask and change. */
final class Subscriptions {

    private final ConcurrentHashMap<Topic, Set<Connection>> connections = new ConcurrentHashMap<>();

    void add(Topic topic, Connection connection) {
        this.connections.compute(
                topic,
                (_, before) -> {
                    // A user has few connections: a set for thousands is made only where thousands
                    // come.
                    var set = before == null ? ConcurrentHashMap.<Connection>newKeySet(2) : before;
                    set.add(connection);
                    return set;
                });
    }

    void remove(Topic topic, Connection connection) {
        this.connections.computeIfPresent(
                topic,
                (_, set) -> {
                    set.remove(connection);
                    return set.isEmpty() ? null : set;
                });
    }

    Collection<Connection> of(Topic topic) {
        return this.connections.getOrDefault(topic, Set.of());
    }
}
