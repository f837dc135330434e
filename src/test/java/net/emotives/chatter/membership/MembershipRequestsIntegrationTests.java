package net.emotives.chatter.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.kernel.RateLimited;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomNotFound;
import net.emotives.chatter.rooms.RoomQuota;
import net.emotives.chatter.rooms.TooManyRooms;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;
import java.util.stream.Stream;

/** Default rate limits on a user's membership changes, which count effects. */
class MembershipRequestsIntegrationTests {

    private static final NewRoom DESCRIBED =
            new NewRoom("a room", Visibility.PRIVATE, null, new UserGroup("group"), false);

    private final Scene scene = new Scene(Node.shared());
    private final MembershipRequests requests = this.scene.node().get(MembershipRequests.class);
    private final UserId alice = this.scene.user("alice");

    private RoomId create(List<UserId> members) {
        var names = members.stream().map(UserId::value).toList();
        var id = RoomId.next();
        Scene.now(this.requests.create(this.alice.caller(), id, DESCRIBED, this.alice, names));
        return id;
    }

    private void invite(RoomId room, String username) {
        Scene.now(this.requests.invite(this.alice.caller(), room, this.alice, username));
    }

    @Test
    void membersAreCountedOneByOneAndWhatComesToNothingIsNot() {
        var fifty = Stream.generate(() -> this.scene.user("guest")).limit(50).toList();
        var first = create(fifty);
        for (var i = 0; i < 120; i++) {
            invite(first, fifty.getFirst().value());
        }
        for (var i = 0; i < 120; i++) {
            assertThatThrownBy(() -> invite(first, "nobody")).isInstanceOf(UnknownUser.class);
            assertThatThrownBy(() -> invite(new RoomId("no room"), fifty.getFirst().value()))
                    .isInstanceOf(RoomNotFound.class);
        }
        var second = create(fifty);

        assertThatThrownBy(() -> create(fifty))
                .isInstanceOfSatisfying(
                        RateLimited.class,
                        refusal -> assertThat(refusal.retryAfter().orElseThrow()).isPositive());
        assertThat(this.scene.state(second, this.alice).head().members()).isEqualTo(51);
    }

    @Test
    void roomsAreCountedWhereTheyAreMade() {
        var made = 0;
        try {
            while (made < 1000) {
                create(List.of());
                made++;
            }
        } catch (RateLimited refusal) {
            assertThat(refusal.retryAfter().orElseThrow().toSeconds()).isBetween(0L, 60L);
        }
        assertThat(made).isBetween(10, 100);
    }

    @Test
    void userWithAllRoomsOneMayHaveIsNamedAndRetriesAreAnswered() {
        var bob = this.scene.user("bob");
        var room = create(List.of(bob));
        this.scene
                .node()
                .get(JdbcTemplate.class)
                .update(
                        """
                        WITH made AS (
                            INSERT INTO rooms (id, visibility, name)
                            SELECT 'full ' || ? || i, 'private', 'x' FROM generate_series(2, 10000) AS i
                            RETURNING id)
                        INSERT INTO members (room, username) SELECT id, ? FROM made
                        """,
                        bob.value(),
                        bob.value());
        var other = create(List.of());
        // The cached quota of bob is outdated; use it up, so that it is counted anew.
        var quota = this.scene.node().get(RoomQuota.class);
        assertThatThrownBy(
                        () -> {
                            for (var i = 0; i < 200; i++) {
                                quota.take(List.of(bob), "members");
                            }
                        })
                .isInstanceOf(TooManyRooms.class);

        assertThatThrownBy(() -> invite(other, bob.value()))
                .isInstanceOf(TooManyRooms.class)
                .hasMessageContaining(bob.value());
        invite(room, bob.value());
    }
}
