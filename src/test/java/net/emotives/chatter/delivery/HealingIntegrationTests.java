package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes that cannot hear each other: everything is found out by looking at the changes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealingIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final Audience here = audience("here");
    private final Audience there = audience("there");

    private Audience audience(String channel) {
        return new Audience(
                Node.on(
                        this.database,
                        "chatter.between-nodes.channel=" + channel,
                        "chatter.delivery.check=500ms",
                        "chatter.delivery.late=20ms"));
    }

    @AfterAll
    void stop() {
        this.here.node().close();
        this.there.node().close();
        this.database.close();
    }

    @Test
    void findsAFirstWord() {
        var alice = this.there.user("alice");
        var bob = this.here.user("bob");
        var listening = this.here.listen(bob);
        var room = this.there.node().get(DirectRooms.class).of(alice.id(), bob.id().value());

        this.there.say(room, alice);

        await().untilAsserted(() -> assertThat(listening.sequences(room)).containsExactly(1L));
    }

    @Test
    void findsAnInvitationAndWhatIsSaidAfterIt() {
        var alice = this.there.user("alice");
        var bob = this.here.user("bob");
        var listening = this.here.listen(bob);
        var room = this.there.room(alice);
        this.there.say(room, alice);

        this.there.memberships().invite(room, alice.id(), bob.id().value()).join();
        this.there.say(room, alice);

        await().untilAsserted(() -> assertThat(listening.sequences(room)).containsExactly(3L, 4L));
        assertThat(listening.pushes().getFirst()).isInstanceOf(Push.RoomAdded.class);
    }

    @Test
    void findsThatSomebodyWasRemoved() {
        var alice = this.there.user("alice");
        var bob = this.here.user("bob");
        var room = this.there.room(alice, bob);
        var listening = this.here.listen(bob);

        this.there.memberships().remove(room, alice.id(), bob.id().value()).join();
        this.there.say(room, alice);

        await().untilAsserted(() ->
                assertThat(listening.pushes()).anyMatch(Push.RoomRemoved.class::isInstance));
        this.there.say(room, alice);
        var other = saidAndHeardElsewhere();
        assertThat(other).isNotNull();
        assertThat(listening.events(room).getLast()).isInstanceOf(RoomEvent.Left.class);
    }

    /** By the time that this is heard, everything before it would have been. */
    private RoomId saidAndHeardElsewhere() {
        var carol = this.here.user("carol");
        var room = this.there.room(carol);
        var listening = this.here.listen(carol);
        var last = this.there.say(room, carol);
        await().until(() -> listening.sequences(room).contains(last));
        return room;
    }

    @Test
    void keepsTheOrderOfWritersOnBothNodes() {
        var alice = this.there.user("alice");
        var bob = this.here.user("bob");
        var room = this.there.room(alice, bob);
        var listening = this.here.listen(bob);
        var last = 0L;
        for (var i = 0; i < 100; i++) {
            last = (i % 3 == 0 ? this.here : this.there).say(room, i % 2 == 0 ? alice : bob);
        }
        var head = last;

        await().until(() -> listening.sequences(room).contains(head));
        var sequences = listening.sequences(room);
        assertThat(sequences).isSorted().doesNotHaveDuplicates();
        assertThat(sequences.getLast() - sequences.getFirst() + 1).isEqualTo(sequences.size());
    }

    @Test
    void closesWhoWasSuspendedOrSentAway() {
        var bob = this.here.user("bob");
        var carol = this.here.user("carol");
        var suspended = this.here.listen(new ClosedConnection(bob));
        var sentAway = this.here.listen(new ClosedConnection(carol));
        var users = this.there.node().get(Users.class);

        users.suspend(bob.id());
        users.sendAway(carol.id());

        await().until(() -> suspended.reason() == CloseReason.SUSPENDED);
        await().until(() -> sentAway.reason() == CloseReason.TOO_OLD);
    }

    @Test
    void movesWhoIsInAnotherGroup() {
        var bob = this.here.user("bob");
        var listening = this.here.listen(bob);
        var hub = this.here.node().get(Hub.class);
        hub.subscribe(listening, new Topic.OfGroup(bob.group()));

        this.there.node().get(Users.class).recognise(bob.id(), new UserGroup("another"));

        var another = new Topic.OfGroup(new UserGroup("another"));
        await().until(() -> hub.subscribers(another).contains(listening));
        assertThat(hub.subscribers(new Topic.OfGroup(bob.group()))).doesNotContain(listening);
    }
}
