package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.ClientIdReused;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.testing.SentStatements;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import java.util.List;
import java.util.Objects;

/**
 * Batches that are written without reading, and what becomes of those whose state is out of date:
 * everything that the node's own writer does here is unknown to it, as another node's doing would
 * be.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OptimisticWritesIntegrationTests {

    private static final List<String> FORESEEN =
            List.of(
                    "SELECT room_heads; UPDATE room_heads; INSERT changes; UPDATE members; INSERT"
                            + " messages; INSERT outbox");

    private final TestDatabase database = TestDatabase.create();
    private final SentStatements sent = new SentStatements();
    private final Scene scene = new Scene(Node.noted(this.database, this.sent));
    private UserId alice;
    private UserId bob;
    private RoomId room;

    /** Time stands still: what is known is never too old. */
    private OptimisticState optimistic;

    @AfterAll
    void stop() {
        this.scene.node().close();
        this.database.close();
    }

    @BeforeEach
    void meet() {
        this.alice = this.scene.user("alice");
        this.bob = this.scene.user("bob");
        this.room = this.scene.direct(this.alice, this.bob);
        this.optimistic = new OptimisticState(() -> 0);
    }

    private GroupCommit.Outcome commit(Change... changes) {
        this.sent.forget();
        return new Batch(this.scene.node()).commit(List.of(changes), this.optimistic);
    }

    private List<String> statements() {
        return this.sent.by(Thread.currentThread().getName());
    }

    private Draft says(UserId user, @Nullable String clientId) {
        return Scene.draft(this.room, user, clientId, "hello");
    }

    /** Speaks until the next one need not be read for. */
    private void speak(RoomId room, UserId... users) {
        for (var i = 0; i < 2; i++) {
            for (var user : users) {
                commit(Scene.draft(room, user, null, "before"));
            }
        }
    }

    private static Message message(GroupCommit.Outcome outcome) {
        assertThat(outcome.committed()).hasSize(1);
        return Objects.requireNonNull(outcome.committed().values().iterator().next().message());
    }

    @Test
    void whoWroteAMomentAgoWritesWithOneRoundTrip() {
        commit(says(this.alice, null));
        assertThat(statements()).hasSize(2);
        var second = commit(says(this.bob, null));
        assertThat(statements()).hasSize(2);

        for (var sequence = 3; sequence < 34; sequence++) {
            var message = message(commit(says(this.alice, null)));

            assertThat(statements()).isEqualTo(FORESEEN);
            assertThat(message.sequence()).isEqualTo(sequence);
            assertThat(message.ordinal()).isEqualTo(sequence);
            assertThat(message.id().value()).isEqualTo(message(second).id().value() + sequence - 2);
        }
        assertThat(this.scene.log(this.room)).hasSize(33);
        // The numbers that were taken are used up.
        commit(says(this.alice, null));
        assertThat(statements()).hasSize(2);
    }

    @Test
    void whatSomebodyElseWroteComesBefore() {
        speak(this.room, this.alice);
        var others = this.scene.say(this.room, this.bob, "first");

        var message = message(commit(says(this.alice, null)));

        // Of what failed nothing is noted here.
        assertThat(statements()).hasSize(2);
        assertThat(message.sequence()).isEqualTo(others.sequence() + 1);
        assertThat(message.id().value())
                .isGreaterThan(Objects.requireNonNull(others.message()).id().value());
        assertThat(this.scene.log(this.room)).hasSize(4);
        for (var cautious = 0; cautious < 5; cautious++) {
            commit(says(this.alice, null));
            assertThat(statements()).hasSize(2);
        }
    }

    /** How many batches are read for after another wrote. */
    private int readForAfterAnother() {
        this.scene.say(this.room, this.bob, "meanwhile");
        var batches = 0;
        for (commit(says(this.alice, null)); statements().size() > 1; batches++) {
            commit(says(this.alice, null));
        }
        return batches;
    }

    @Test
    void whoWasRightAgainIsNoMoreCautiousThanBefore() {
        speak(this.room, this.alice);

        // A hundred, and one that takes the numbers for those that follow.
        assertThat(readForAfterAnother()).isEqualTo(101);
        assertThat(readForAfterAnother()).isEqualTo(101);
    }

    @Test
    void whoeverLeftMeanwhileIsRefused() {
        var many = this.scene.room(Visibility.PRIVATE, this.alice, this.bob);
        speak(many, this.alice, this.bob);
        commit(Scene.draft(many, this.bob, null, "belongs"));
        assertThat(statements())
                .containsExactly(
                        "SELECT room_heads; UPDATE room_heads; INSERT changes; UPDATE members;"
                                + " INSERT messages");
        this.scene.leave(many, this.bob);
        var before = this.scene.log(many).size();

        var outcome = commit(Scene.draft(many, this.bob, null, "left"));

        assertThat(outcome.refused().values()).singleElement().isInstanceOf(RoomNotFound.class);
        assertThat(this.scene.log(many)).hasSize(before);
    }

    @Test
    void whoeverLeftIsForgotten() {
        var many = this.scene.room(Visibility.PRIVATE, this.alice, this.bob);
        speak(many, this.alice, this.bob);
        commit(new Change.Leaving(many, this.bob, this.bob));
        speak(many, this.alice);

        var outcome = commit(Scene.draft(many, this.bob, null, "left"));

        assertThat(outcome.refused().values()).singleElement().isInstanceOf(RoomNotFound.class);
    }

    @Test
    void whoNeverBelongedIsReadFor() {
        var many = this.scene.room(Visibility.PRIVATE, this.alice);
        speak(many, this.alice);

        var outcome = commit(Scene.draft(many, this.bob, null, "may I?"));

        assertThat(outcome.refused().values()).singleElement().isInstanceOf(RoomNotFound.class);
    }

    @Test
    void aRoomThatIsHeldIsNotWaitedFor() {
        speak(this.room, this.alice);
        var other = this.scene.direct(this.alice, this.scene.user("carol"));
        speak(other, this.alice);
        var transactions =
                new TransactionTemplate(this.scene.node().get(PlatformTransactionManager.class));

        transactions.executeWithoutResult(_ -> {
            this.scene
                    .node()
                    .get(JdbcTemplate.class)
                    .queryForList(
                            "SELECT FROM room_heads WHERE room = ? FOR UPDATE", this.room.value());
            elsewhere(() -> {
                var outcome =
                        commit(says(this.alice, null), Scene.draft(other, this.alice, null, "hi"));
                assertThat(outcome.held()).hasSize(1);
                assertThat(message(outcome).room()).isEqualTo(other);
            });
        });

        assertThat(this.scene.log(this.room)).hasSize(2);
    }

    private static void elsewhere(Runnable work) {
        var failure = new Throwable[1];
        var thread =
                Thread.ofPlatform()
                        .uncaughtExceptionHandler((_, thrown) -> failure[0] = thrown)
                        .start(work);
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        assertThat(failure[0]).isNull();
    }

    @Test
    void aNameIsUsedOnce() {
        speak(this.room, this.alice);
        var first = message(commit(says(this.alice, "named")));
        assertThat(statements())
                .containsExactly(
                        "SELECT room_heads; SELECT messages; UPDATE room_heads; INSERT changes;"
                                + " UPDATE members; INSERT messages; INSERT outbox");

        var again = commit(says(this.alice, "named"));

        assertThat(again.events()).isEmpty();
        assertThat(message(again)).isEqualTo(first);
        assertThat(this.scene.log(this.room)).hasSize(3);
    }

    @Test
    void aNameOfSomethingElseIsRefused() {
        var edited = this.scene.say(this.room, this.alice, "hello").sequence();
        this.scene.edit(this.room, this.alice, "named", edited, "hallo");
        speak(this.room, this.alice);

        var outcome = commit(says(this.alice, "named"));

        assertThat(outcome.refused().values()).singleElement().isInstanceOf(ClientIdReused.class);
    }

    @Test
    void duplicatesAreOneMessage() {
        speak(this.room, this.alice);
        speak(this.room, this.alice);

        var outcome = commit(says(this.alice, "twin"), says(this.alice, "twin"));

        assertThat(statements()).hasSize(1);
        assertThat(outcome.committed()).hasSize(2);
        assertThat(outcome.events()).hasSize(1);
    }

    @Test
    void whoFailedReadsAgain() {
        speak(this.room, this.alice);
        assertThatThrownBy(() -> commit(Scene.draft(this.room, this.alice, null, "a\0")))
                .isInstanceOf(DataAccessException.class);

        var next = message(commit(says(this.alice, null)));

        assertThat(statements()).hasSize(2);
        assertThat(next.sequence()).isEqualTo(3);
    }

    @Test
    void otherChangesAreReadForAndLetTheNextBeReadForToo() {
        speak(this.room, this.alice);

        commit(new Change.Reaction(this.room, this.bob, null, 1, "+1", true));
        assertThat(statements()).hasSize(2);
        var next = message(commit(says(this.alice, null)));

        assertThat(statements()).hasSize(2);
        assertThat(next.sequence()).isEqualTo(4);
        assertThat(next.ordinal()).isEqualTo(3);
    }
}
