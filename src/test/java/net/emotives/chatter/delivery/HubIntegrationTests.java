package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.User;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Connections without a user, and how they get one. */
class HubIntegrationTests {

    /** A connection that may be closed. */
    private static final class Visitor extends ListeningConnection {

        private final List<CloseReason> closed = new CopyOnWriteArrayList<>();

        Visitor(User user) {
            super(user);
        }

        @Override
        public void close(CloseReason reason) {
            this.closed.add(reason);
        }
    }

    private final Node node = Node.shared();
    private final Hub hub = this.node.get(Hub.class);
    private final Presence presence = this.node.get(Presence.class);
    private final Audience audience = new Audience(this.node);
    private final User alice = this.audience.user("alice");
    private final User bob = this.audience.user("bob");
    private final List<Connection> opened = new ArrayList<>();

    private Visitor visitor() {
        var visitor = new Visitor(this.alice);
        this.hub.register(visitor);
        this.opened.add(visitor);
        return visitor;
    }

    @AfterEach
    void close() {
        this.opened.forEach(this.hub::unregister);
    }

    @Test
    void connectionWithoutUserGetsWhatItSubscribesToAlone() {
        var visitor = visitor();
        this.hub.subscribe(visitor, new Topic.OfPresence(this.bob.id()));
        var listening = this.audience.listen(this.bob);
        await().until(() -> visitor.pushes().size() == 1);
        assertThat(visitor.pushes()).first().isInstanceOf(Push.OfPresence.class);

        var direct = this.node.get(DirectRooms.class).of(this.bob.id(), this.alice.id().name());
        this.audience.say(direct, this.bob);
        await().until(() -> !listening.events(direct).isEmpty());
        assertThat(visitor.pushes()).hasSize(1);
        assertThat(this.presence.isOnline(this.alice.id())).isFalse();
        this.audience.unregister(listening);
    }

    @Test
    void identifiedConnectionIsOneOfItsUser() {
        var visitor = visitor();
        assertThat(this.hub.identify(visitor, this.alice, false)).isTrue();
        assertThat(this.presence.isOnline(this.alice.id())).isTrue();
        var direct = this.node.get(DirectRooms.class).of(this.bob.id(), this.alice.id().name());
        this.audience.say(direct, this.bob);
        await().until(() -> !visitor.events(direct).isEmpty());

        assertThat(this.hub.identify(visitor, this.bob, false)).as("a second user").isFalse();
        assertThat(this.presence.isOnline(this.bob.id())).isFalse();
    }

    @Test
    void connectionThatIsGoneIsNotIdentified() {
        var visitor = visitor();
        this.hub.unregister(visitor);
        assertThat(this.hub.identify(visitor, this.alice, false)).isFalse();
        assertThat(this.presence.isOnline(this.alice.id())).isFalse();
    }

    @Test
    void refusedConnectionIsNotRegistered() {
        var limit = this.node.get(DeliveryProperties.class).connectionsPerUser();
        for (var i = 0; i < limit; i++) {
            assertThat(this.hub.identify(visitor(), this.alice, false)).isTrue();
        }
        var last = visitor();
        assertThat(this.hub.identify(last, this.alice, false)).isFalse();
        this.hub.unregister(last);
        assertThat(this.hub.register(new Visitor(this.alice), this.alice, false)).isFalse();
        assertThat(this.hub.all()).contains(this.opened.getFirst()).doesNotContain(last);

        this.hub.unregister(this.opened.getFirst());
        assertThat(this.hub.identify(visitor(), this.alice, false)).isTrue();
    }

    @Test
    void suspensionClosesTheConnectionsOfItsUserAlone() {
        var anonymous = visitor();
        var identified = visitor();
        assertThat(this.hub.identify(identified, this.alice, false)).isTrue();
        this.node.get(Users.class).suspend(this.alice.id());
        await().until(() -> !identified.closed.isEmpty());
        assertThat(identified.closed).containsOnly(CloseReason.SUSPENDED);
        assertThat(anonymous.closed).isEmpty();
    }
}
