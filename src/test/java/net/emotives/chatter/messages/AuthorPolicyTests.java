package net.emotives.chatter.messages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.spi.WritePolicy.Facts;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.time.Instant;

/** Users that may edit and delete a message of Alice. */
class AuthorPolicyTests {

    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    private final AuthorPolicy policy = new AuthorPolicy();

    private static Facts facts(UserId by, Role role) {
        return new Facts(
                new Member(ROOM, by, role, 1),
                new Message(
                        new MessageId(1),
                        ROOM,
                        2,
                        1,
                        ALICE,
                        null,
                        "hello",
                        null,
                        null,
                        Instant.EPOCH,
                        null,
                        null));
    }

    private void edit(UserId by, Role role) {
        this.policy.check(new Change.Edit(ROOM, by, null, 2, "edited"), facts(by, role));
    }

    private void delete(UserId by, Role role) {
        this.policy.check(new Change.Deletion(ROOM, by, null, 2), facts(by, role));
    }

    @Test
    void onlyTheAuthorEditsAMessage() {
        assertThatCode(() -> edit(ALICE, Role.MEMBER)).doesNotThrowAnyException();
        assertThatThrownBy(() -> edit(BOB, Role.MEMBER)).isInstanceOf(NotAllowed.class);
        assertThatThrownBy(() -> edit(BOB, Role.OWNER))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("Only its author may edit a message.");
    }

    @Test
    void authorAndOwnerDeleteAMessage() {
        assertThatCode(() -> delete(ALICE, Role.MEMBER)).doesNotThrowAnyException();
        assertThatCode(() -> delete(BOB, Role.OWNER)).doesNotThrowAnyException();
        assertThatThrownBy(() -> delete(BOB, Role.MEMBER)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void anyMemberReacts() {
        assertThatCode(() ->
                        this.policy.check(
                                new Change.Reaction(ROOM, BOB, null, 2, "+1", true),
                                facts(BOB, Role.MEMBER)))
                .doesNotThrowAnyException();
    }
}
