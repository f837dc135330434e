package net.emotives.chatter.journal.writer;

import static net.emotives.chatter.messages.Scene.now;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.RoomAlreadyExists;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.util.List;

/** Rooms are made whole, by one. */
class OpeningIntegrationTests {

    private final Scene scene = new Scene(Node.shared());
    private final Batch batch = new Batch(this.scene.node());
    private final UserId alice = this.scene.user("alice");
    private final UserId bob = this.scene.user("bob");
    private final UserId carol = this.scene.user("carol");
    private final RoomId room = RoomId.next();

    @Test
    void numbersItsOwnerAndItsMembersInTheirOrder() {
        var answer =
                create(named("a room"), this.alice, this.carol, this.bob, this.carol, this.alice);

        assertThat(answer).isEqualTo(new Committed(3, null, false));
        assertThat(this.scene.log(this.room))
                .containsExactly(
                        new RoomEvent.Joined(this.room, 1, this.alice, this.alice),
                        new RoomEvent.Joined(this.room, 2, this.carol, this.alice),
                        new RoomEvent.Joined(this.room, 3, this.bob, this.alice))
                .isEqualTo(this.scene.node().heard().in(this.room));
        assertThat(this.scene.node().get(Members.class).page(this.room, null, 10))
                .containsExactly(
                        new Member(this.room, this.alice, Role.OWNER, 1),
                        new Member(this.room, this.bob, Role.MEMBER, 3),
                        new Member(this.room, this.carol, Role.MEMBER, 2));
        assertThat(this.scene.state(this.room, this.alice).head().members()).isEqualTo(3);
    }

    @Test
    void keepsWhatItIsToBe() {
        create(
                new NewRoom(
                        "caf\u00e9", Visibility.PUBLIC, "{\"a\": 1}", new UserGroup("group"), true),
                this.alice);

        assertThat(this.scene.node().get(Rooms.class).find(this.room).orElseThrow())
                .satisfies(room -> {
                    assertThat(room.name()).contains("caf\u00e9");
                    assertThat(room.visibility()).isEqualTo(Visibility.PUBLIC);
                    assertThat(room.data()).contains("{\"a\": 1}");
                    assertThat(room.group()).isEqualTo(new UserGroup("group"));
                    assertThat(room.hidesHistory()).isTrue();
                });
    }

    @Test
    void refusesAnIdThatIsTaken() {
        create(named("first"), this.alice);

        assertThatExceptionOfType(RoomAlreadyExists.class)
                .isThrownBy(() -> create(named("second"), this.bob));
        assertThatExceptionOfType(RoomAlreadyExists.class)
                .isThrownBy(() -> create(named("second"), this.alice));
        assertThat(this.scene.log(this.room)).hasSize(1);
    }

    @Test
    void givesAnIdThatTwoAskForAtOnceToTheFirstAsHeDescribedIt() {
        var first =
                Batch.pending(new Change.Opening(secret().as(this.room), this.alice, List.of()));
        var second =
                Batch.pending(
                        new Change.Opening(
                                named("second").as(this.room), this.bob, List.of(this.carol)));

        var outcome = this.batch.commit(first, second);

        assertThat(outcome.refused().get(second)).isInstanceOf(RoomAlreadyExists.class);
        assertThat(outcome.events())
                .containsExactly(new RoomEvent.Joined(this.room, 1, this.alice, this.alice));
        assertThat(this.scene.node().get(Rooms.class).find(this.room).orElseThrow())
                .satisfies(room -> {
                    assertThat(room.name()).contains("secret");
                    assertThat(room.visibility()).isEqualTo(Visibility.PRIVATE);
                });
    }

    @Test
    void looksOnlyWhetherItIsThereForSomebodyWhoWasToldThatItFailed() {
        var lookupOnly =
                Batch.pending(
                        new Change.Opening(named("a room").as(this.room), this.alice, List.of()));
        lookupOnly.markTried();
        lookupOnly.expire();

        var outcome = this.batch.commit(lookupOnly);

        assertThat(outcome.events()).isEmpty();
        assertThat(this.scene.node().get(Rooms.class).find(this.room)).isEmpty();
    }

    private Committed create(NewRoom described, UserId owner, UserId... members) {
        return now(this.scene.memberships().create(this.room, described, owner, List.of(members)));
    }

    private static NewRoom named(String name) {
        return new NewRoom(name, Visibility.PUBLIC, null, new UserGroup("group"), false);
    }

    private static NewRoom secret() {
        return new NewRoom("secret", Visibility.PRIVATE, null, new UserGroup("group"), true);
    }
}
