package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.ClientIdReused;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The first answer is given by any node, after any restart, and however the retries meet. */
@TestInstance(Lifecycle.PER_CLASS)
class IdempotencyOverNodesIntegrationTests {

    private static final int RETRIES = 400;
    private static final int NAMES = 20;
    private static final int THREADS = 8;

    private final TestDatabase database = TestDatabase.create();
    private List<Scene> nodes = List.of();

    @BeforeAll
    void start() {
        this.nodes = List.of(new Scene(Node.on(this.database)), new Scene(Node.on(this.database)));
    }

    @AfterAll
    void stop() {
        this.nodes.forEach(scene -> scene.node().close());
        this.database.close();
    }

    @Test
    void answersOnAnotherNodeAndAfterARestart() {
        var here = this.nodes.getFirst();
        var alice = here.user("alice");
        var room = here.direct(alice, here.user("bob"));
        var message = here.say(room, alice, "a1", "hi");
        var edit = here.edit(room, alice, "e1", 1, "ho");
        var deletion = here.delete(room, alice, "d1", 1);

        assertGivesThatAgain(this.nodes.getLast(), message, edit, deletion);
        try (var restarted = Node.on(this.database)) {
            assertGivesThatAgain(new Scene(restarted), message, edit, deletion);
        }
    }

    private static void assertGivesThatAgain(
            Scene there, Committed message, Committed edit, Committed deletion) {
        var first = Objects.requireNonNull(message.message());
        var room = first.room();
        var alice = first.sender();
        assertThat(there.say(room, alice, "a1", "hi"))
                .matches(Committed::repeated)
                .extracting(Committed::sequence)
                .isEqualTo(message.sequence());
        assertThat(there.edit(room, alice, "e1", 1, "ho"))
                .isEqualTo(new Committed(edit.sequence(), null, true));
        assertThat(there.delete(room, alice, "d1", 1))
                .isEqualTo(new Committed(deletion.sequence(), null, true));
        assertThatExceptionOfType(ClientIdReused.class)
                .isThrownBy(() -> there.say(room, alice, "a1", "ho"));
        assertThat(there.log(room)).hasSize(3);
    }

    @Test
    void doesOnceWhatManyAskForAtOnceOnTwoNodes() {
        var alice = this.nodes.getFirst().user("alice");
        var room = this.nodes.getFirst().direct(alice, this.nodes.getFirst().user("bob"));
        var answers = new ConcurrentHashMap<Integer, List<Committed>>();

        var crowd =
                IntStream.range(0, THREADS)
                        .mapToObj(thread ->
                                CompletableFuture.runAsync(
                                        () -> retry(room, alice, thread, answers),
                                        Thread::startVirtualThread))
                        .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(crowd).join();

        assertThat(answers).hasSize(NAMES);
        assertThat(answers.values())
                .allSatisfy(ofName -> {
                    assertThat(ofName.stream().map(Committed::sequence).distinct()).hasSize(1);
                    assertThat(ofName.stream().filter(answer -> !answer.repeated())).hasSize(1);
                });
        assertThat(this.nodes.getFirst().log(room)).hasSize(NAMES);
        // Each happened once, on one of the two.
        var heard = new ArrayList<Long>();
        this.nodes.forEach(scene -> heard.addAll(scene.node().heard().sequencesIn(room)));
        assertThat(heard)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, NAMES).mapToObj(Long::valueOf).toList());
    }

    /** Some wait for the answer before they ask again, some do not. */
    private void retry(
            RoomId room,
            UserId alice,
            int thread,
            ConcurrentHashMap<Integer, List<Committed>> answers) {
        var random = new Random(thread);
        var open = new ArrayList<CompletableFuture<?>>();
        for (var i = 0; i < RETRIES / THREADS; i++) {
            var name = random.nextInt(NAMES);
            var messages = this.nodes.get(random.nextInt(2)).messages();
            var answer = messages.send(Scene.draft(room, alice, "n" + name, "text " + name));
            open.add(
                    answer.thenAccept(committed ->
                            answers.computeIfAbsent(
                                            name,
                                            _ -> Collections.synchronizedList(new ArrayList<>()))
                                    .add(committed)));
            if (random.nextBoolean()) {
                answer.join();
            }
        }
        open.forEach(CompletableFuture::join);
    }
}
