package net.emotives.chatter.membership;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.spi.WritePolicy.Facts;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

/** Users that may remove a member. */
class RemovalPolicyTests {

    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    private static void remove(UserId by, Role role, UserId user) {
        new RemovalPolicy()
                .check(
                        new Change.Leaving(ROOM, by, user),
                        new Facts(new Member(ROOM, by, role, 1), null));
    }

    @Test
    void memberLeavesByItselfAndIsRemovedByTheOwnerAlone() {
        assertThatCode(() -> remove(ALICE, Role.MEMBER, ALICE)).doesNotThrowAnyException();
        assertThatCode(() -> remove(BOB, Role.OWNER, ALICE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> remove(BOB, Role.MEMBER, ALICE)).isInstanceOf(NotAllowed.class);
    }
}
