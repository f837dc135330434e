package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.ClientIdReused;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.MessageNotFound;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/** The same name twice in one batch. */
class DuplicatesIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private final Batch batch = new Batch(this.scene.node());

    @Test
    void givesTheSecondTheAnswerOfTheFirst() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        var first = Batch.pending(Scene.draft(room, alice, "a1", "hi"));
        var other = Batch.pending(Scene.draft(room, alice, "a2", "there"));
        var duplicate = Batch.pending(Scene.draft(room, alice, "a1", "hi"));
        var impostor = Batch.pending(Scene.draft(room, alice, "a1", "ho"));

        var outcome = this.batch.commit(first, other, duplicate, impostor);

        assertThat(outcome.events()).extracting(RoomEvent::sequence).containsExactly(1L, 2L);
        var committed = Objects.requireNonNull(outcome.committed().get(first));
        assertThat(committed.repeated()).isFalse();
        assertThat(outcome.committed().get(duplicate))
                .isEqualTo(new Committed(1, committed.message(), true));
        assertThat(outcome.refused().get(impostor)).isInstanceOf(ClientIdReused.class);
        assertThat(outcome.committed()).doesNotContainKey(impostor);
        assertThat(this.scene.log(room)).hasSize(2);
    }

    @Test
    void givesTheSecondEditTheAnswerOfTheFirst() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        this.scene.say(room, alice, "hi");
        var first = Batch.pending(new Change.Edit(room, alice, "e1", 1, "ho"));
        var duplicate = Batch.pending(new Change.Edit(room, alice, "e1", 1, "ho"));
        var deletion = Batch.pending(new Change.Deletion(room, alice, "d1", 1));
        var again = Batch.pending(new Change.Deletion(room, alice, "d1", 1));
        var late = Batch.pending(new Change.Deletion(room, alice, "d2", 1));

        var outcome = this.batch.commit(first, duplicate, deletion, again, late);

        assertThat(outcome.committed().get(duplicate)).isEqualTo(new Committed(2, null, true));
        assertThat(outcome.committed().get(again)).isEqualTo(new Committed(3, null, true));
        assertThat(outcome.refused().get(late)).isInstanceOf(MessageNotFound.class);
        assertThat(outcome.events()).hasSize(2);
    }

    @Test
    void decidesTheSecondByItselfWhereTheFirstWasRefused() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        var reply = new Draft(room, alice, "a1", "hi", null, 99L);
        var first = Batch.pending(reply);
        var duplicate = Batch.pending(reply);
        var good = Batch.pending(Scene.draft(room, alice, "a1", "hi"));

        var outcome = this.batch.commit(first, duplicate, good);

        assertThat(outcome.refused().keySet()).containsExactlyInAnyOrder(first, duplicate);
        assertThat(outcome.committed().get(good)).isNotNull().matches(one -> !one.repeated());
    }
}
