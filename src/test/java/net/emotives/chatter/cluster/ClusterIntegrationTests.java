package net.emotives.chatter.cluster;

import static net.emotives.chatter.cluster.RoomPushes.assertSame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;
import net.emotives.chatter.testing.witness.Gathering;
import net.emotives.chatter.testing.witness.Participant;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Three processes on one database, with each bus: what happens on one is seen on the others, in
 * order.
 */
@ParameterizedClass
@EnumSource(Bus.class)
@ExtendWith(NodeLogs.class)
class ClusterIntegrationTests {

    private static final Duration GRACE = Duration.ofMillis(500);

    /** Messages in the room in which everybody writes. */
    private static final int HOT = 400;

    /** What a slow machine may add to any delay. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(20);

    private static @Nullable Nodes started;

    private final Bus bus;

    ClusterIntegrationTests(Bus bus) {
        this.bus = bus;
    }

    @BeforeParameterizedClassInvocation
    static void start(Bus bus) {
        started =
                Nodes.start(
                        bus,
                        3,
                        Map.of(
                                "CHATTER_PRESENCE_GRACE",
                                GRACE.toMillis() + "ms",
                                // What only a slow machine delays is not to count as lost.
                                "CHATTER_DELIVERY_LATE",
                                "3s"));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (started != null) {
            started.close();
        }
    }

    private static Nodes nodes() {
        return Objects.requireNonNull(started);
    }

    private static String newRoom() {
        return "room-" + UUID.randomUUID();
    }

    private static void makeRoom(V2Socket owner, String room, Person... members) {
        owner.request(
                "create_room",
                f -> {
                    f.put("room", room).put("name", "A room").put("visibility", "public");
                    var others = f.putArray("members");
                    List.of(members).forEach(member -> others.add(member.username()));
                });
    }

    private static void awaitJoined(V2Socket socket, String room, Person person) {
        socket.nextPush(
                "joined",
                push ->
                        push.get("room").asString().equals(room)
                                && push.get("username").asString().equals(person.username()));
    }

    @Test
    void carriesDirectRoom() {
        var alice = nodes().person("alice");
        var bob = nodes().person("bob");
        try (var a = nodes().connect(0, alice);
                var b = nodes().connect(1, bob);
                var elsewhere = nodes().connect(2, bob)) {
            var room = a.to(bob.username(), "1", "first").get("room").asString();
            b.nextPush("sent");
            b.send(room, "2", "second");
            a.request(
                    "edit",
                    f ->
                            f.put("room", room)
                                    .put("sequence", 1)
                                    .put("client_id", "3")
                                    .put("text", "x"));
            elsewhere.request(
                    "react", f -> f.put("room", room).put("sequence", 1).put("reaction", "👍"));
            b.request("unreact", f -> f.put("room", room).put("sequence", 1).put("reaction", "👍"));
            a.request("delete", f -> f.put("room", room).put("sequence", 1).put("client_id", "4"));
            assertSame(room, 1, 6, a, b, elsewhere);
            assertThat(new RoomPushes(b, room).log())
                    .extracting(push -> push.get("type").asString())
                    .containsExactly("sent", "sent", "edited", "reacted", "unreacted", "deleted");
            b.request("read", f -> f.put("room", room).put("sequence", 6));
            assertThat(a.nextPush("read").get("username").asString()).isEqualTo(bob.username());
            b.request("typing", f -> f.put("room", room).put("active", true));
            assertThat(a.nextPush("typing").get("active").asBoolean()).isTrue();
            b.request("typing", f -> f.put("room", room).put("active", false));
            assertThat(a.nextPush("typing").get("active").asBoolean()).isFalse();
        }
    }

    @Test
    void carriesRoomOfMany() {
        var alice = nodes().person("alice");
        var bob = nodes().person("bob");
        var carol = nodes().person("carol");
        var room = newRoom();
        try (var a = nodes().connect(0, alice);
                var b = nodes().connect(1, bob);
                var c = nodes().connect(2, carol)) {
            makeRoom(a, room, bob);
            assertThat(b.nextPush("room_added").get("room").asString()).isEqualTo(room);
            awaitJoined(b, room, bob);
            c.request("join", f -> f.put("room", room));
            awaitJoined(c, room, carol);
            c.send(room, "1", "I am new here");
            b.send(room, "2", "welcome");
            a.send(room, "3", "hello");
            var head = new RoomPushes(a, room);
            await().until(() -> head.sequences().contains(6L));
            assertSame(room, 1, 6, a);
            assertSame(room, 2, 6, b);
            assertSame(room, 3, 6, c);
            c.request("read", f -> f.put("room", room).put("sequence", 6));
            assertThat(a.nextPush("read").get("username").asString()).isEqualTo(carol.username());
            a.request("typing", f -> f.put("room", room).put("active", true));
            assertThat(b.nextPush("typing").get("username").asString()).isEqualTo(alice.username());
            assertThat(c.nextPush("typing").get("username").asString()).isEqualTo(alice.username());
        }
    }

    @Test
    void invitesAcrossNodes() {
        var owner = nodes().person("owner");
        var guest = nodes().person("guest");
        var room = newRoom();
        try (var o = nodes().connect(0, owner);
                var g = nodes().connect(1, guest)) {
            makeRoom(o, room);
            o.send(room, "1", "nobody hears this");
            o.request("invite", f -> f.put("room", room).put("username", guest.username()));
            assertThat(g.nextPush("room_added").get("room").asString()).isEqualTo(room);
            awaitJoined(g, room, guest);
            o.send(room, "2", "you do");
            assertSame(room, 3, 4, g);
        }
    }

    @Test
    void knowsWhoIsHereOnAnyNode() {
        var watcher = nodes().person("watcher");
        var watched = nodes().person("watched");
        try (var w = nodes().connect(0, watcher)) {
            var now = w.request("watch", f -> f.putArray("usernames").add(watched.username()));
            assertThat(now.at("/items/0/active").asBoolean()).isFalse();
            var first = nodes().connect(1, watched);
            assertThat(w.nextPush("presence").get("active").asBoolean()).isTrue();
            var second = nodes().connect(2, watched);
            second.request("ping");
            first.close();
            await().pollDelay(GRACE.multipliedBy(3)).until(() -> true);
            try (var late = nodes().connect(0, nodes().person("late"))) {
                var seen =
                        late.request("watch", f -> f.putArray("usernames").add(watched.username()));
                assertThat(seen.at("/items/0/active").asBoolean()).isTrue();
            }
            second.close();
            var gone = w.nextPush("presence");
            assertThat(gone.get("active").asBoolean()).isFalse();
            assertThat(gone.get("last_seen").asString()).isNotEmpty();
        }
    }

    @Test
    void suspendedUserLosesHisConnectionsOnOtherNodes() throws InterruptedException {
        var person = nodes().person("suspended");
        try (var one = nodes().connect(1, person);
                var other = nodes().connect(2, person)) {
            var body = "{\"username\":\"" + person.username() + "\"}";
            var answer = nodes().get(0).chatter().post("/user/suspend", Neighbours.SECRET, body);
            assertThat(answer.status()).isEqualTo(200);
            var at = System.nanoTime();
            one.awaitClosed();
            other.awaitClosed();
            assertThat(Duration.ofNanos(System.nanoTime() - at))
                    .isLessThan(Duration.ofSeconds(1).plus(ALLOWANCE));
            assertThat(one.closeCode()).isEqualTo(4003);
            assertThat(other.closeCode()).isEqualTo(4003);
        }
        assertThat(nodes().get(1).chatter().get("/ws_token", person).status()).isEqualTo(403);
    }

    @Test
    void removedMemberLosesTheRoomOnOtherNodes() throws InterruptedException {
        var victim = nodes().person("victim");
        try (var gathering = new Gathering(nodes().database().jdbcClient());
                var one = nodes().connect(1, victim);
                var other = nodes().connect(2, victim)) {
            var writers = new ArrayList<Participant>();
            for (var node : List.of(0, 1, 2)) {
                var person = nodes().person("w" + node);
                writers.add(gathering.join(nodes().get(node).chatter(), person));
            }
            var room = gathering.room(writers);
            var owner = writers.getFirst();
            var invited =
                    owner.ask("invite", f -> f.put("room", room).put("username", victim.username()))
                            .join();
            assertThat(invited.get("type").asString()).isEqualTo("ok");
            awaitJoined(one, room, victim);
            awaitJoined(other, room, victim);
            gathering.talk(Duration.ofMillis(5));
            one.nextPush("sent");
            other.nextPush("sent");
            var removed =
                    owner.ask("remove", f -> f.put("room", room).put("username", victim.username()))
                            .join();
            var at = System.nanoTime();
            var left = removed.get("sequence").asLong();
            for (var socket : List.of(one, other)) {
                socket.nextPush("room_removed");
            }
            var took = Duration.ofNanos(System.nanoTime() - at);
            System.out.printf("%s: the room was gone after %d ms%n", this.bus, took.toMillis());
            assertThat(took).isLessThan(Duration.ofSeconds(1).plus(ALLOWANCE));
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            gathering.stopTalking();
            for (var socket : List.of(one, other)) {
                var sequences = new RoomPushes(socket, room).sequences();
                assertThat(sequences.getLast()).isEqualTo(left);
                assertSame(room, sequences.getFirst(), left, socket);
                assertThat(
                                socket.refused(
                                        "send",
                                        f ->
                                                f.put("room", room)
                                                        .put("client_id", "x")
                                                        .put("text", "x")))
                        .isIn("not_a_member", "room_not_found");
            }
            assertThat(gathering.problems("removed-" + this.bus, Duration.ofMinutes(1))).isEmpty();
        }
    }

    @Test
    void writersOnAllNodesSeeOneOrder() throws InterruptedException {
        try (var gathering = new Gathering(nodes().database().jdbcClient())) {
            var writers = new ArrayList<Participant>();
            for (var i = 0; i < 6; i++) {
                var person = nodes().person("hot" + i);
                writers.add(gathering.join(nodes().get(i % 3).chatter(), person));
            }
            gathering.room(writers);
            var before = nodes().cluster().metric("chatter.delivery.healing.reads");
            gathering.talk(Duration.ofMillis(1));
            await().atMost(Duration.ofMinutes(2)).until(() -> gathering.acknowledged() >= HOT);
            gathering.stopTalking();
            assertThat(gathering.problems("hot-" + this.bus, Duration.ofMinutes(1))).isEmpty();
            var healed = nodes().cluster().metric("chatter.delivery.healing.reads") - before;
            var said = gathering.acknowledged();
            System.out.printf("%s: %d messages, %.0f healing reads%n", this.bus, said, healed);
            assertThat(healed).as("reads that heal").isLessThanOrEqualTo(said / 50.0);
        }
    }
}
