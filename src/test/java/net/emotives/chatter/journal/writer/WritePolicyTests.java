package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.NotAllowed;
import net.emotives.chatter.journal.spi.WritePolicy;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.NewRoom;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Policies that decide on the changes of a batch. */
class WritePolicyTests {

    private static final RoomId ROOM = new RoomId("room");
    private static final RoomId NEW = new RoomId("new");
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final Member OWNER = new Member(ROOM, ALICE, Role.OWNER, 1);
    private static final Message MESSAGE =
            new Message(
                    new MessageId(1),
                    ROOM,
                    2,
                    1,
                    ALICE,
                    null,
                    "hi",
                    null,
                    null,
                    Instant.EPOCH,
                    null,
                    null);

    private static Stream<Change> changes() {
        return Stream.of(
                new Draft(ROOM, ALICE, null, "hello", null, null),
                new Change.Edit(ROOM, ALICE, null, 2, "edited"),
                new Change.Deletion(ROOM, ALICE, null, 2),
                new Change.Reaction(ROOM, ALICE, null, 2, "+1", true),
                new Change.Joining(ROOM, BOB, BOB),
                new Change.Leaving(ROOM, ALICE, ALICE),
                new Change.Opening(
                        new NewRoom("new", Visibility.PUBLIC, null, UserGroup.NONE, false).as(NEW),
                        ALICE,
                        List.of()));
    }

    private static Ledger ledger(WritePolicy... policies) {
        return new Ledger(
                new Ledger.Read(
                        Map.of(ROOM, new Head(ROOM, 2, 1, 1), NEW, new Head(NEW, 0, 0, 0)),
                        List.of(new MessageId(2)),
                        Set.of(NEW),
                        Map.of(),
                        new BatchMembership(
                                Map.of(new Members.Key(ROOM, ALICE), OWNER),
                                Set.of(new Members.Key(ROOM, BOB))),
                        Map.of(new Target.Key(ROOM, 2), new Target(MESSAGE, null, false)),
                        BatchReactions.none()),
                Instant.EPOCH,
                List.of(policies));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void changeThatAPolicyRefusesIsNotWritten(Change change) {
        var pending = Batch.pending(change);
        var ledger =
                ledger(
                        (_, _) -> {},
                        (_, _) -> {
                            throw new NotAllowed("muted");
                        });

        ledger.decide(pending);

        assertThat(ledger.refused().get(pending)).isInstanceOf(NotAllowed.class);
        assertThat(ledger.decisions()).isEmpty();
        assertThat(ledger.moved()).isEmpty();
        assertThat(ledger.membership().moved()).isEmpty();
        assertThat(ledger.rules().touched()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void policyIsToldMemberAndMessage(Change change) {
        var asked = new ArrayList<WritePolicy.Facts>();
        var pending = Batch.pending(change);
        var ledger = ledger((_, facts) -> asked.add(facts));

        ledger.decide(pending);

        assertThat(asked)
                .containsExactly(
                        new WritePolicy.Facts(
                                change.by().equals(ALICE) && change.room().equals(ROOM)
                                        ? OWNER
                                        : null,
                                change instanceof Change.OfMessage ? MESSAGE : null));
    }
}
