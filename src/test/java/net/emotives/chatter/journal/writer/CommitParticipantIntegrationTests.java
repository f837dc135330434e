package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.CommitParticipant;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Participants that write in the transaction of a batch. */
class CommitParticipantIntegrationTests {

    private final Scene scene = new Scene(Node.shared());

    private GroupCommit.Outcome commit(CommitParticipant participant, Change... changes) {
        var node = this.scene.node();
        var jdbc = node.get(JdbcTemplate.class);
        var commit =
                new GroupCommit(
                        node.get(Cluster.class),
                        node.get(BatchReader.class),
                        new BatchWriter(List.of(participant), jdbc),
                        node.get(Rooms.class),
                        List.of(),
                        jdbc,
                        node.get(Clock.class));
        return commit.commit(
                Stream.of(changes).map(Batch::pending).toList(),
                LateJoiners.NONE,
                new OptimisticState());
    }

    @Test
    void participantIsGivenEventsOfEveryKindInOrder() {
        var alice = this.scene.user("alice");
        var bob = this.scene.user("bob");
        var carol = this.scene.user("carol");
        var room = this.scene.room(Visibility.PUBLIC, alice, bob);
        var message = this.scene.say(room, alice, "hello").sequence();
        var given = new ArrayList<RoomEvent>();

        var outcome =
                commit(
                        (events, _) -> given.addAll(events),
                        new Change.Joining(room, carol, carol),
                        Scene.draft(room, alice, null, "again"),
                        new Change.Reaction(room, bob, null, message, "+1", true),
                        new Change.Edit(room, alice, null, message, "edited"),
                        new Change.Deletion(room, alice, null, message),
                        new Change.Leaving(room, bob, bob));

        assertThat(outcome.refused()).isEmpty();
        assertThat(given).hasSize(6).isEqualTo(outcome.events());
        assertThat(given).extracting(RoomEvent::sequence).containsExactly(4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void batchIsRolledBackIfAStatementOfAParticipantFails() {
        var alice = this.scene.user("alice");
        var room = this.scene.room(Visibility.PUBLIC, alice);
        CommitParticipant failing =
                (_, writes) -> writes.update("INSERT INTO outbox (message) VALUES (NULL)");

        assertThatThrownBy(() -> commit(failing, new Change.Leaving(room, alice, alice)))
                .isInstanceOf(DataAccessException.class);

        assertThat(this.scene.log(room)).hasSize(1);
        assertThat(this.scene.state(room, alice).head().sequence()).isEqualTo(1);
    }
}
