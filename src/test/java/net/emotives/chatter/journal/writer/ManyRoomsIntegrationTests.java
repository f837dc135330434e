package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Many rooms, many senders and two nodes; {@code -Dheld.seconds=30} holds a head for longer. */
@TestInstance(Lifecycle.PER_CLASS)
class ManyRoomsIntegrationTests {

    private static final int ROOMS = 64;
    private static final int SENDERS = 64;
    private static final int EACH = 60;

    /** So many messages of another room pass while nobody is answered in the one that is held. */
    private static final int AT_LEAST = 10;

    private static final int BACKLOG = 5000;
    private static final int SHARE = 50;
    private static final String[] LIMITS = {
        "chatter.journal.backlog=" + BACKLOG, "chatter.journal.room-backlog=" + SHARE
    };

    private static final int HELD_SECONDS = Integer.getInteger("held.seconds", 3);

    private final TestDatabase database = TestDatabase.create();
    private List<Scene> nodes = List.of();

    @BeforeAll
    void start() {
        this.nodes =
                List.of(
                        new Scene(Node.on(this.database, LIMITS)),
                        new Scene(Node.on(this.database, LIMITS)));
    }

    @AfterAll
    void stop() {
        this.nodes.forEach(scene -> scene.node().close());
        this.database.close();
    }

    @Test
    void neitherWaitForEachOtherNorLoseTheirOrder() {
        var people = people("s", SENDERS);
        var rooms = rooms(people);
        var all =
                IntStream.range(0, SENDERS)
                        .mapToObj(i ->
                                CompletableFuture.runAsync(
                                        () -> say(this.nodes.get(i % 2), people.get(i), rooms, i),
                                        Thread::startVirtualThread))
                        .toArray(CompletableFuture<?>[]::new);
        Scene.now(CompletableFuture.allOf(all));

        var said = 0;
        for (var room : rooms) {
            var log = this.nodes.getFirst().log(room);
            assertThat(log)
                    .extracting(RoomEvent::sequence)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, log.size()).boxed().toList());
            said += inOrderOfTheirSenders(log);
        }
        assertThat(said).isEqualTo(SENDERS * EACH);
    }

    @Test
    void roomThatSomebodyHoldsDelaysNoOtherAndTakesItsShareAlone() throws SQLException {
        var people = people("h", 2);
        var rooms = rooms(people).subList(0, 2);
        var scene = this.nodes.getFirst();
        var waiting = new ArrayList<CompletableFuture<Committed>>();
        try (var holder = this.nodes.getLast().node().dataSource().getConnection()) {
            holder.setAutoCommit(false);
            try (var lock =
                    holder.prepareStatement("SELECT 1 FROM room_heads WHERE room = ? FOR UPDATE")) {
                lock.setString(1, rooms.getFirst().value());
                lock.execute();
            }
            var held = rooms.getFirst();
            await().pollInterval(Duration.ofMillis(1))
                    .pollDelay(Duration.ZERO)
                    .until(() -> isFull(scene, held, people.getFirst(), waiting));
            // Changes taken before the writer saw the lock may exceed the room's share.
            assertThat(waiting).hasSizeBetween(SHARE, BACKLOG - 1);
            var until = System.nanoTime() + Duration.ofSeconds(HELD_SECONDS).toNanos();
            var others = 0;
            while (System.nanoTime() < until || others < AT_LEAST) {
                scene.say(rooms.getLast(), people.getFirst(), "passes");
                others++;
            }
            System.out.printf(
                    "held head: %d messages of another room, one after the other, in %d s%n",
                    others, HELD_SECONDS);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            holder.rollback();
        }
        await().until(() -> waiting.stream().allMatch(CompletableFuture::isDone));
        assertThat(waiting.stream().map(answer -> Scene.now(answer).sequence()))
                .isSorted()
                .hasSizeGreaterThanOrEqualTo(SHARE);
        scene.say(rooms.getFirst(), people.getFirst(), "takes again");
    }

    /** Sends into a held room until it is refused. */
    private static boolean isFull(
            Scene scene, RoomId room, UserId user, List<CompletableFuture<Committed>> waiting) {
        try {
            var draft = Scene.draft(room, user, "w" + waiting.size(), "held");
            waiting.add(scene.messages().send(draft));
            return false;
        } catch (Overloaded full) {
            return true;
        }
    }

    private List<UserId> people(String name, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> this.nodes.getFirst().user(name + i))
                .toList();
    }

    private List<RoomId> rooms(List<UserId> people) {
        var members = people.subList(1, people.size()).toArray(UserId[]::new);
        return IntStream.range(0, ROOMS)
                .mapToObj(_ ->
                        this.nodes.getFirst().room(Visibility.PUBLIC, people.getFirst(), members))
                .toList();
    }

    private static void say(Scene node, UserId user, List<RoomId> rooms, int seed) {
        var random = new Random(seed);
        var answers = new ArrayList<CompletableFuture<Committed>>();
        for (var i = 0; i < EACH; i++) {
            var room = rooms.get(random.nextInt(ROOMS));
            answers.add(node.messages().send(Scene.draft(room, user, "m" + i, "" + i)));
            if (i % 10 == 9) {
                answers.forEach(Scene::now);
            }
        }
        answers.forEach(Scene::now);
    }

    /** How many were said; each sender's own numbers rise. */
    private static int inOrderOfTheirSenders(List<RoomEvent> log) {
        var last = new HashMap<UserId, Integer>();
        var said = 0;
        for (var event : log) {
            if (event instanceof RoomEvent.Sent(var message)) {
                var number = Integer.valueOf(Objects.requireNonNull(message.text()));
                assertThat(number).isGreaterThan(last.getOrDefault(message.sender(), -1));
                last.put(message.sender(), number);
                said++;
            }
        }
        return said;
    }
}
