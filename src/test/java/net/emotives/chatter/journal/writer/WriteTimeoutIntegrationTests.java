package net.emotives.chatter.journal.writer;

import static net.emotives.chatter.messages.Scene.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.StorageUnavailable;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.DatabaseLine;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.util.List;

/**
 * The database goes away around a COMMIT, and comes back when the sender has been told it failed.
 */
@TestInstance(Lifecycle.PER_CLASS)
class WriteTimeoutIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private final DatabaseLine line = DatabaseLine.to(this.database);
    private Scene scene = new Scene(Node.shared());

    @BeforeAll
    void start() {
        this.scene =
                new Scene(
                        Node.through(
                                this.line.port(),
                                this.database,
                                "chatter.journal.write-timeout=3s",
                                "spring.datasource.hikari.connection-timeout=1000"));
    }

    @AfterEach
    void mend() {
        this.line.mend();
    }

    /** When something is written again, what was left undecided is decided. */
    private void recover() {
        this.line.mend();
        await().ignoreExceptions()
                .until(() -> {
                    var dora = this.scene.user("dora");
                    return this.scene.say(this.scene.direct(dora, dora), dora, "hi").sequence() > 0;
                });
    }

    @AfterAll
    void stop() {
        this.scene.node().close();
        this.line.close();
        this.database.close();
    }

    @Test
    void othersHearOfAMessageWhoseSenderWasToldThatItFailed() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));

        this.line.cutAtNextCommit(DatabaseLine.Loss.OF_ANSWER);
        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> this.scene.say(room, alice, "a1", "hi"));
        assertThat(this.scene.node().heard().in(room)).isEmpty();
        recover();

        await().untilAsserted(() ->
                assertThat(this.scene.node().heard().sequencesIn(room)).containsExactly(1L));
        assertThat(this.scene.say(room, alice, "a1", "hi"))
                .matches(Committed::repeated)
                .extracting(Committed::sequence)
                .isEqualTo(1L);
        assertThat(this.scene.say(room, alice, "a2", "ho").sequence()).isEqualTo(2);
        assertThat(this.scene.node().heard().sequencesIn(room)).containsExactly(1L, 2L);
    }

    @Test
    void writesNothingAfterTheSenderWasToldThatItFailed() {
        var alice = this.scene.user("alice");
        var room = this.scene.direct(alice, this.scene.user("bob"));

        this.line.cutAtNextCommit(DatabaseLine.Loss.OF_REQUEST);
        assertThatExceptionOfType(StorageUnavailable.class)
                .isThrownBy(() -> this.scene.say(room, alice, "a1", "hi"));
        recover();

        assertThat(this.scene.say(room, alice, "a2", "ho").sequence()).isEqualTo(1);
        assertThat(this.scene.say(room, alice, "a1", "hi"))
                .matches(answer -> !answer.repeated())
                .extracting(Committed::sequence)
                .isEqualTo(2L);
        assertThat(this.scene.node().heard().sequencesIn(room)).containsExactly(1L, 2L);
    }

    @Test
    void makesNoRoomAfterItsOwnerWasToldThatItFailed() {
        var alice = this.scene.user("alice");
        var room = RoomId.next();
        var described =
                new NewRoom("a room", Visibility.PUBLIC, null, new UserGroup("group"), false);

        this.line.cutAtNextCommit(DatabaseLine.Loss.OF_REQUEST);
        var answer = this.scene.memberships().create(room, described, alice, List.of());
        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> now(answer));
        recover();

        assertThat(this.scene.node().heard().in(room)).isEmpty();
        assertThat(now(this.scene.memberships().create(room, described, alice, List.of())))
                .isEqualTo(new Committed(1, null, false));
        assertThat(this.scene.state(room, alice).member().role().slug()).isEqualTo("owner");
    }

    @Test
    void othersHearOfARoomWhoseOwnerWasToldThatItFailed() {
        var alice = this.scene.user("alice");
        var bob = this.scene.user("bob");
        var room = RoomId.next();
        var described =
                new NewRoom("a room", Visibility.PUBLIC, null, new UserGroup("group"), false);

        this.line.cutAtNextCommit(DatabaseLine.Loss.OF_ANSWER);
        var answer = this.scene.memberships().create(room, described, alice, List.of(bob));
        assertThatExceptionOfType(StorageUnavailable.class).isThrownBy(() -> now(answer));
        recover();

        await().untilAsserted(() ->
                assertThat(this.scene.node().heard().sequencesIn(room)).containsExactly(1L, 2L));
        assertThat(this.scene.say(room, bob, "hi").sequence()).isEqualTo(3);
    }
}
