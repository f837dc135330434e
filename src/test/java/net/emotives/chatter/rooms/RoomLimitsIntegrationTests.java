package net.emotives.chatter.rooms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.kernel.Caller;
import net.emotives.chatter.kernel.ErrorCode;
import net.emotives.chatter.kernel.Rate;
import net.emotives.chatter.kernel.RateLimited;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.membership.Memberships;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UnknownUser;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.util.List;

/** Invite policies, limits on a user's rooms, and rates of making them. */
class RoomLimitsIntegrationTests {

    private static final String FIELD = "username";
    private static final Rate RARE = new Rate(3, 1e-6);

    private final Node node = Node.shared();
    private final UserId alice = this.node.user("alice");
    private final UserId bob = this.node.user("bob");

    private static RoomsProperties properties(InvitePolicy invite) {
        return properties(false, invite);
    }

    /** With limits so narrow that tests meet them. */
    static RoomsProperties properties(boolean open, InvitePolicy invite) {
        return new RoomsProperties(open, invite, 3, new Rate(2, 1e-6), RARE, RARE);
    }

    private Rooms rooms(InvitePolicy invite) {
        return new Rooms(
                this.node.get(RoomRepository.class),
                this.node.get(Members.class),
                this.node.get(Users.class),
                properties(invite));
    }

    private List<UserId> invitable(InvitePolicy invite, UserId... named) {
        return rooms(invite)
                .invitable(this.alice, List.of(named).stream().map(UserId::value).toList(), FIELD);
    }

    private RoomId room(UserId owner, UserId... members) {
        var id = RoomId.next();
        var described =
                new NewRoom("a room", Visibility.PUBLIC, null, new UserGroup("group"), false);
        this.node.get(Memberships.class).create(id, described, owner, List.of(members)).join();
        return id;
    }

    private void say(UserId from, UserId to) {
        var room = this.node.get(DirectRooms.class).of(from, to.value());
        this.node.get(Messages.class).send(new Draft(room, from, null, "hi", null, null)).join();
    }

    @Test
    void membersOfTheGroupMayBeAdded() {
        assertThat(invitable(InvitePolicy.GROUP, this.bob, this.alice))
                .containsExactly(this.bob, this.alice);
        var eve = this.node.user("eve", "elsewhere").id();
        assertThatThrownBy(() -> invitable(InvitePolicy.GROUP, this.bob, eve))
                .isInstanceOf(OtherGroup.class);
        assertThatThrownBy(() -> invitable(InvitePolicy.GROUP, new UserId("nobody")))
                .isInstanceOf(UnknownUser.class);
    }

    @Test
    void whereARoomMustBeSharedStrangersAreRefusedAllAlike() {
        var carol = this.node.user("carol");
        var eve = this.node.user("eve", "elsewhere").id();
        var refusals =
                List.of(carol, eve, new UserId("nobody")).stream()
                        .map(user -> refusal(InvitePolicy.SHARED_ROOM, user))
                        .toList();

        assertThat(refusals).extracting(InviteNotAllowed::code).containsOnly(ErrorCode.NOT_ALLOWED);
        assertThat(refusals)
                .extracting(InviteNotAllowed::sentence)
                .containsOnly("You may add only users with whom you share a room already.");
        room(carol, this.alice, this.bob);
        assertThat(invitable(InvitePolicy.SHARED_ROOM, carol, this.bob, this.alice)).hasSize(3);
        assertThat(refusal(InvitePolicy.SHARED_ROOM, carol, eve)).isNotNull();
    }

    @Test
    void directRoomIsSharedOnceTheOtherHasSaidSomething() {
        say(this.alice, this.bob);
        assertThat(refusal(InvitePolicy.SHARED_ROOM, this.bob)).isNotNull();
        say(this.bob, this.alice);
        assertThat(invitable(InvitePolicy.SHARED_ROOM, this.bob)).containsExactly(this.bob);
    }

    @Test
    void whereNobodyMayAddOthersOneMayNameOneselfAlone() {
        assertThat(invitable(InvitePolicy.NOBODY, this.alice)).containsExactly(this.alice);
        room(this.alice, this.bob);
        for (var user : List.of(this.bob, new UserId("nobody"))) {
            assertThat(refusal(InvitePolicy.NOBODY, user).sentence())
                    .isEqualTo("Nobody may add others to rooms here.");
        }
    }

    private InviteNotAllowed refusal(InvitePolicy invite, UserId... named) {
        try {
            throw new AssertionError("may be added: " + invitable(invite, named));
        } catch (InviteNotAllowed refused) {
            return refused;
        }
    }

    private RoomQuota quota() {
        return new RoomQuota(this.node.get(JdbcTemplate.class), properties(InvitePolicy.GROUP));
    }

    @Test
    void userBelongsToSoManyRoomsAndAnyNumberOfDirectOnes() {
        say(this.alice, this.bob);
        say(this.alice, this.node.user("carol"));
        var quota = quota();
        for (var i = 0; i < 3; i++) {
            quota.take(List.of(this.alice, this.bob), "members");
            room(this.alice, this.bob);
        }

        assertThatThrownBy(() -> quota.take(List.of(this.bob, this.alice), "members"))
                .isInstanceOf(TooManyRooms.class)
                .hasMessageContaining(this.bob.value())
                .hasMessageContaining("3");
        assertThatThrownBy(() -> quota().take(List.of(this.alice), "room"))
                .isInstanceOf(TooManyRooms.class);
    }

    @Test
    void roomsThatCameToNothingAreFreeAgain() {
        var quota = quota();
        for (var i = 0; i < 10; i++) {
            quota.take(List.of(this.alice), "room");
        }
        room(this.alice);
        quota().take(List.of(this.alice), "room");
    }

    @Test
    void membersOfANewRoomAreCountedAllOrNoneAndServicesByTheirKey() {
        var rates = new RoomRates(properties(InvitePolicy.GROUP));
        var caller = this.alice.caller();
        rates.create(caller, 2);
        assertThatThrownBy(() -> rates.create(caller, 2)).isInstanceOf(RateLimited.class);
        rates.create(caller, 1);
        assertThatThrownBy(() -> rates.create(caller, 0)).isInstanceOf(RateLimited.class);
        assertThatThrownBy(() -> rates.invite(caller)).isInstanceOf(RateLimited.class);
        // Of a room that was refused its members cost nothing.
        var other = this.bob.caller();
        rates.create(other, 0);
        rates.create(other, 0);
        assertThatThrownBy(() -> rates.create(other, 3)).isInstanceOf(RateLimited.class);
        for (var i = 0; i < 3; i++) {
            rates.invite(other);
        }
        assertThatThrownBy(() -> rates.invite(other)).isInstanceOf(RateLimited.class);
        rates.create(Caller.service(this.alice.value()), 3).giveBack();
        rates.create(Caller.service(this.alice.value()), 3);
    }
}
