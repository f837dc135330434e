package net.emotives.chatter.delivery;

import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.UserEvent;
import net.emotives.chatter.users.UserId;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The connections of this node, and what each is interested in. Safe for any thread; waits for
 * nobody.
 */
@Component
public class Hub {

    private record Registration(User user) {

        List<Topic> topics() {
            return List.of(new Topic.OfUser(this.user.id()), new Topic.OfGroup(this.user.group()));
        }
    }

    private final Presence presence;
    private final DeliveryProperties properties;
    private final Subscriptions subscriptions = new Subscriptions();
    private final ConcurrentHashMap<Connection, Registration> registrations =
            new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UserId, Integer> perUser = new ConcurrentHashMap<>();

    Hub(Presence presence, DeliveryProperties properties, DeliveryMetrics metrics) {
        this.presence = presence;
        this.properties = properties;
        metrics.watchConnections(this.registrations);
    }

    /**
     * Takes a connection of the user in: from now on it gets what is said to him, and who of his
     * group comes and goes. False, and nothing is taken in, where the user has as many connections
     * as he may.
     */
    public boolean register(Connection connection, User user) {
        if (this.perUser.merge(user.id(), 1, Integer::sum) > this.properties.connectionsPerUser()) {
            release(user.id());
            return false;
        }
        var registration = new Registration(user);
        this.registrations.put(connection, registration);
        registration.topics().forEach(topic -> this.subscriptions.add(topic, connection));
        this.presence.connected(user);
        return true;
    }

    /** Forgets a connection; one that is not registered is no error. */
    public void unregister(Connection connection) {
        var registration = this.registrations.remove(connection);
        if (registration == null) {
            return;
        }
        registration.topics().forEach(topic -> this.subscriptions.remove(topic, connection));
        release(registration.user().id());
        this.presence.disconnected(registration.user().id());
    }

    Collection<Connection> subscribers(Topic topic) {
        return this.subscriptions.of(topic);
    }

    @EventListener
    void on(UserEvent.GroupChanged changed) {
        for (var connection :
                List.copyOf(this.subscriptions.of(new Topic.OfUser(changed.user())))) {
            this.registrations.computeIfPresent(
                    connection,
                    (_, before) -> {
                        var now = new Registration(before.user().movedTo(changed.to()));
                        before.topics()
                                .forEach(topic -> this.subscriptions.remove(topic, connection));
                        now.topics().forEach(topic -> this.subscriptions.add(topic, connection));
                        return now;
                    });
        }
    }

    private void release(UserId user) {
        this.perUser.computeIfPresent(user, (_, count) -> count == 1 ? null : count - 1);
    }
}
