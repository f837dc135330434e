package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Changes that are queued while a batch reads: written with it, or left for the next. */
class LateJoinersIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private UserId alice;
    private UserId bob;
    private RoomId room;

    @BeforeEach
    void meet() {
        this.alice = this.scene.user("alice");
        this.bob = this.scene.user("bob");
        this.room = this.scene.direct(this.alice, this.bob);
    }

    /** Changes that are offered, and those that were taken. */
    private record Coming(List<PendingChange> all, List<PendingChange> taken, boolean areExpected)
            implements LateJoiners {

        static Coming of(Change... changes) {
            return new Coming(
                    List.of(changes).stream().map(Batch::pending).toList(),
                    new ArrayList<>(),
                    true);
        }

        @Override
        public void offer(Predicate<PendingChange> taken) {
            this.all.stream().filter(taken).forEach(this.taken::add);
        }
    }

    private GroupCommit.Outcome commit(Change change, LateJoiners lateJoiners) {
        return this.scene
                .node()
                .get(GroupCommit.class)
                .commit(List.of(Batch.pending(change)), lateJoiners, new OptimisticState());
    }

    private static Draft says(RoomId room, UserId user, @Nullable String clientId) {
        return Scene.draft(room, user, clientId, user.value());
    }

    @Test
    void messageInALockedRoomJoinsTheBatch() {
        var coming = Coming.of(says(this.room, this.bob, null));

        var outcome = commit(says(this.room, this.alice, null), coming);

        assertThat(coming.taken()).hasSize(1);
        assertThat(outcome.committed()).hasSize(2).containsKey(coming.taken().getFirst());
        var messages = messages(outcome.events());
        assertThat(messages).extracting(Message::sequence).containsExactly(1L, 2L);
        assertThat(messages).extracting(Message::sender).containsExactly(this.alice, this.bob);
        assertThat(messages.get(1).id().value()).isGreaterThan(messages.getFirst().id().value());
        assertThat(this.scene.log(this.room)).isEqualTo(outcome.events());
        assertThat(this.scene.say(this.room, this.alice, "next").sequence()).isEqualTo(3);
    }

    private static List<Message> messages(List<RoomEvent> events) {
        return events.stream().map(event -> ((RoomEvent.Sent) event).message()).toList();
    }

    @Test
    void changeThatNeedsFurtherReadsWaits() {
        var carol = this.scene.user("carol");
        var coming =
                Coming.of(
                        // It may be there already, under that name.
                        says(this.room, this.bob, "named"),
                        new Draft(this.room, this.bob, null, "an answer", null, 1L),
                        says(this.scene.direct(this.bob, carol), this.bob, null),
                        says(this.room, carol, null),
                        new Change.Edit(this.room, this.bob, null, 1, "edited"));

        var outcome = commit(says(this.room, this.alice, null), coming);

        assertThat(coming.taken()).isEmpty();
        assertThat(outcome.committed()).hasSize(1);
        assertThat(outcome.refused()).isEmpty();
    }

    @Test
    void lateJoinersAreBoundedByIds() {
        var coming = Coming.of(says(this.room, this.bob, null), says(this.room, this.bob, null));
        commit(says(this.room, this.alice, null), coming);
        assertThat(coming.taken()).hasSize(1);

        var unexpected = new Coming(coming.all(), new ArrayList<>(), false);
        commit(says(this.room, this.alice, null), unexpected);
        assertThat(unexpected.taken()).isEmpty();
    }

    @Test
    void onlyMembersThatWereReadJoin() {
        var many = this.scene.room(Visibility.PRIVATE, this.alice, this.bob);
        var coming = Coming.of(says(many, this.bob, null), says(many, this.alice, null));

        var outcome = commit(says(many, this.alice, null), coming);

        assertThat(messages(outcome.events()))
                .extracting(Message::sender)
                .containsExactly(this.alice, this.alice);
    }

    @Test
    void userThatLeftInTheBatchDoesNotJoin() {
        var many = this.scene.room(Visibility.PRIVATE, this.alice, this.bob);
        var leaving = Batch.pending(new Change.Leaving(many, this.bob, this.bob));
        var coming = Coming.of(says(many, this.bob, null));

        var outcome =
                this.scene
                        .node()
                        .get(GroupCommit.class)
                        .commit(
                                List.of(Batch.pending(says(many, this.alice, null)), leaving),
                                coming,
                                new OptimisticState());

        assertThat(coming.taken()).isEmpty();
        assertThat(outcome.committed()).hasSize(2);
    }
}
