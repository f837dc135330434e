package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.testing.SentStatements;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors planted into the statements of each loop of a node: none dies without a word. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VitalThreadsIntegrationTests {

    private final SentStatements statements = new SentStatements();
    private final TestDatabase database = TestDatabase.create();
    private AutoCloseable noEnd = () -> {};
    private Node node = Node.shared();
    private UserId alice = new UserId("alice");
    private RoomId room = new RoomId("room");

    @BeforeAll
    void start() {
        this.noEnd = VitalThread.withoutEnd();
        this.node = Node.noted(this.database, this.statements, "chatter.delivery.check=100ms");
        this.alice = this.node.user("alice");
        this.room = this.node.get(DirectRooms.class).of(this.alice, this.node.user("bob").value());
        say("first");
    }

    @AfterAll
    void stop() throws Exception {
        this.node.close();
        this.database.close();
        this.noEnd.close();
    }

    private void say(String clientId) {
        this.node
                .get(Messages.class)
                .send(new Draft(this.room, this.alice, clientId, "hi", null, null))
                .join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "database-watch", "healing", "presence-writer", "receipts"})
    void loopWithAnErrorIsKnownToBeDead(String thread) {
        this.statements.plant(thread);
        switch (thread) {
            case "presence-writer" ->
                    this.node.get(Presence.class).connected(this.node.user("carl", "group"));
            case "receipts" -> {
                var _ =
                        this.node
                                .get(Receipts.class)
                                .acknowledge(Receipt.read(this.room, this.alice, 1));
            }
            default -> {}
        }
        await().untilAsserted(() -> assertThat(VitalThread.dead()).contains(thread));
    }

    @Test
    void writerGoesOnAfterAnError() {
        this.statements.plant("journal-writer");
        try {
            say("broken");
        } catch (RuntimeException refused) {
            assertThat(refused).hasMessageContaining("WriteFailed");
        }
        say("next");
        assertThat(VitalThread.dead()).doesNotContain("journal-writer");
    }
}
