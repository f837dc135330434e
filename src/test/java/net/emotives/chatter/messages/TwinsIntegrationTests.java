package net.emotives.chatter.messages;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;

import java.util.Objects;

/** The same name twice in one batch. */
class TwinsIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private final Batch batch = new Batch(this.scene.node());

    @Test
    void givesTheSecondTheAnswerOfTheFirst() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        var first = Batch.pending(Scene.draft(room, alice, "a1", "hi"));
        var other = Batch.pending(Scene.draft(room, alice, "a2", "there"));
        var twin = Batch.pending(Scene.draft(room, alice, "a1", "hi"));
        var impostor = Batch.pending(Scene.draft(room, alice, "a1", "ho"));

        var outcome = this.batch.commit(first, other, twin, impostor);

        assertThat(outcome.events()).extracting(RoomEvent::sequence).containsExactly(1L, 2L);
        var numbered = Objects.requireNonNull(outcome.numbered().get(first));
        assertThat(numbered.repeated()).isFalse();
        assertThat(outcome.numbered().get(twin))
                .isEqualTo(new Numbered(1, numbered.message(), true));
        assertThat(outcome.refused().get(impostor)).isInstanceOf(ClientIdReused.class);
        assertThat(outcome.numbered()).doesNotContainKey(impostor);
        assertThat(this.scene.log(room)).hasSize(2);
    }

    @Test
    void givesTheSecondEditTheAnswerOfTheFirst() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        this.scene.say(room, alice, "hi");
        var first = Batch.pending(new Change.Edit(room, alice, "e1", 1, "ho"));
        var twin = Batch.pending(new Change.Edit(room, alice, "e1", 1, "ho"));
        var deletion = Batch.pending(new Change.Deletion(room, alice, "d1", 1));
        var again = Batch.pending(new Change.Deletion(room, alice, "d1", 1));
        var late = Batch.pending(new Change.Deletion(room, alice, "d2", 1));

        var outcome = this.batch.commit(first, twin, deletion, again, late);

        assertThat(outcome.numbered().get(twin)).isEqualTo(new Numbered(2, null, true));
        assertThat(outcome.numbered().get(again)).isEqualTo(new Numbered(3, null, true));
        assertThat(outcome.refused().get(late)).isInstanceOf(MessageNotFound.class);
        assertThat(outcome.events()).hasSize(2);
    }

    @Test
    void decidesTheSecondByItselfWhereTheFirstWasRefused() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        var reply = new Draft(room, alice, "a1", "hi", null, 99L);
        var first = Batch.pending(reply);
        var twin = Batch.pending(reply);
        var good = Batch.pending(Scene.draft(room, alice, "a1", "hi"));

        var outcome = this.batch.commit(first, twin, good);

        assertThat(outcome.refused().keySet()).containsExactlyInAnyOrder(first, twin);
        assertThat(outcome.numbered().get(good)).isNotNull().matches(one -> !one.repeated());
    }
}
