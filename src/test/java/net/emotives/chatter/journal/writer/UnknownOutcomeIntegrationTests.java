package net.emotives.chatter.journal.writer;

import static net.emotives.chatter.messages.Scene.now;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.DatabaseLine;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

/** The connection is lost around a COMMIT: nobody knows whether it was done. */
@TestInstance(Lifecycle.PER_CLASS)
class UnknownOutcomeIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final DatabaseLine line = DatabaseLine.to(this.database);
    private Scene scene = new Scene(Node.shared());

    @BeforeAll
    void start() {
        this.scene = new Scene(Node.through(this.line.port(), this.database));
    }

    @AfterAll
    void stop() {
        this.scene.node().close();
        this.line.close();
        this.database.close();
    }

    @ParameterizedTest
    @EnumSource
    void writesEverythingOnceAndAnswersEverybody(DatabaseLine.Loss loss) {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        this.line.loseNextCommit(loss);

        var answers = new ArrayList<CompletableFuture<Committed>>();
        for (var i = 1; i <= 50; i++) {
            var named = i % 2 == 0 ? "a" + i : null;
            answers.add(this.scene.messages().send(Scene.draft(room, alice, named, "m" + i)));
        }

        assertThat(answers.stream().map(answer -> now(answer).sequence())).isEqualTo(numbers(50));
        assertThat(answers).noneMatch(answer -> now(answer).repeated());
        assertThat(this.line.isToLose()).isFalse();
        assertThat(this.scene.node().heard().sequencesIn(room)).isEqualTo(numbers(50));
        assertThat(this.scene.log(room))
                .extracting(event -> ((RoomEvent.Sent) event).message().text())
                .isEqualTo(numbers(50).stream().map(i -> "m" + i).toList());
    }

    @ParameterizedTest
    @EnumSource
    void writesWhatWasForeseenOnce(DatabaseLine.Loss loss) {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        for (var i = 0; i < 3; i++) {
            this.scene.say(room, alice, "before");
        }
        this.line.loseNextCommit(loss);

        assertThat(this.scene.say(room, alice, "hi").sequence()).isEqualTo(4);

        assertThat(this.line.isToLose()).isFalse();
        assertThat(this.scene.say(room, alice, "ho").sequence()).isEqualTo(5);
        assertThat(this.scene.node().heard().sequencesIn(room)).isEqualTo(numbers(5));
        assertThat(this.scene.log(room)).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource
    void changesEverythingElseOnceAndTellsOfIt(DatabaseLine.Loss loss) {
        var alice = this.scene.user("alice");
        var bob = this.scene.user("bob");
        var carol = this.scene.user("carol");
        var room = RoomId.next();
        var described =
                new NewRoom("a room", Visibility.PUBLIC, null, new UserGroup("group"), false);

        this.line.loseNextCommit(loss);
        assertThat(
                        now(this.scene.memberships().create(room, described, alice, List.of(bob)))
                                .sequence())
                .isEqualTo(2);
        this.line.loseNextCommit(loss);
        assertThat(this.scene.join(room, carol)).isEqualTo(new Committed(3, null, false));
        this.line.loseNextCommit(loss);
        assertThat(this.scene.say(room, carol, "hi").sequence()).isEqualTo(4);
        this.line.loseNextCommit(loss);
        assertThat(this.scene.edit(room, carol, "e1", 4, "ho").sequence()).isEqualTo(5);
        this.line.loseNextCommit(loss);
        assertThat(this.scene.react(room, bob, 4, "+1", true).sequence()).isEqualTo(6);
        this.line.loseNextCommit(loss);
        assertThat(this.scene.delete(room, alice, null, 4).sequence()).isEqualTo(7);
        this.line.loseNextCommit(loss);
        assertThat(this.scene.leave(room, alice).sequence()).isEqualTo(8);
        this.line.loseNextCommit(loss);
        assertThat(this.scene.remove(room, bob, carol).sequence()).isEqualTo(9);

        assertThat(this.line.isToLose()).isFalse();
        var heard = this.scene.node().heard().in(room);
        assertThat(heard).extracting(RoomEvent::sequence).isEqualTo(numbers(9));
        assertThat(this.scene.log(room)).hasSize(9);
        assertThat(heard.subList(5, 9)).isEqualTo(this.scene.log(room).subList(5, 9));
        assertThat(this.scene.state(room, bob).member().role().slug()).isEqualTo("owner");
        assertThat(this.scene.state(room, bob).head().members()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void aRepeatStaysARepeatAndIsNoNews(DatabaseLine.Loss loss) {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));
        this.scene.say(room, alice, "a1", "hi");
        this.scene.edit(room, alice, "e1", 1, "ho");

        this.line.loseNextCommit(loss);
        var again = this.scene.messages().send(Scene.draft(room, alice, "a1", "hi"));
        var edit = this.scene.messages().edit(room, alice, "e1", 1, "ho");

        assertThat(now(again)).matches(Committed::repeated);
        assertThat(now(edit)).isEqualTo(new Committed(2, null, true));
        assertThat(this.line.isToLose()).isFalse();
        assertThat(this.scene.node().heard().sequencesIn(room)).containsExactly(1L, 2L);
    }

    private static List<Long> numbers(int upTo) {
        return LongStream.rangeClosed(1, upTo).boxed().toList();
    }
}
