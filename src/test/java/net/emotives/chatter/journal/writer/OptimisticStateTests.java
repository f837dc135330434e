package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.Role;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Which batches can be written optimistically, and on which state. */
class OptimisticStateTests {

    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ALICE = new UserId("alice");

    private final AtomicLong nanos = new AtomicLong();
    private final OptimisticState optimistic = new OptimisticState(this.nanos::get);

    private static PendingChange says(RoomId room, UserId user) {
        return Batch.pending(Scene.draft(room, user, null, "hello"));
    }

    /** Learns a message of Alice, after which so many ids are left. */
    private void learn(RoomId room, int ids) {
        var read =
                new Ledger.Read(
                        Map.of(room, new Head(room, 4, 3, 2)),
                        LongStream.rangeClosed(1, ids + 1L).mapToObj(MessageId::new).toList(),
                        Set.of(),
                        Map.of(),
                        new BatchMembership(
                                Map.of(
                                        new Members.Key(room, ALICE),
                                        new Member(room, ALICE, Role.MEMBER, 1)),
                                Set.of()),
                        Map.of(),
                        BatchReactions.none());
        var ledger = new Ledger(read, Instant.EPOCH, List.of());
        ledger.decide(says(room, ALICE));
        this.optimistic.learn(ledger);
    }

    private boolean isThereFor(PendingChange... batch) {
        return this.optimistic.read(List.of(batch)).isPresent();
    }

    @Test
    void knowsHeadMemberAndIdsAfterABatch() {
        assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        learn(ROOM, 2);

        var read = this.optimistic.read(List.of(says(ROOM, ALICE))).orElseThrow();

        assertThat(read.heads()).containsExactly(Map.entry(ROOM, new Head(ROOM, 5, 4, 2)));
        assertThat(read.ids()).containsExactly(new MessageId(2), new MessageId(3));
        assertThat(read.membership().of(ROOM, ALICE)).isPresent();
    }

    @Test
    void needsAnIdForEachMessage() {
        learn(ROOM, 1);

        assertThat(isThereFor(says(ROOM, ALICE), says(ROOM, ALICE))).isFalse();
    }

    @Test
    void appliesToPlainMessagesOfKnownMembersOnly() {
        learn(ROOM, 3);
        var tried = says(ROOM, ALICE);
        tried.markTried();

        assertThat(isThereFor(tried)).isFalse();
        assertThat(isThereFor(says(ROOM, new UserId("eve")))).isFalse();
        assertThat(isThereFor(says(new RoomId("other"), ALICE))).isFalse();
        assertThat(isThereFor(Batch.pending(new Draft(ROOM, ALICE, null, "answer", null, 1L))))
                .isFalse();
        assertThat(isThereFor(Batch.pending(new Change.Edit(ROOM, ALICE, null, 1, "edit"))))
                .isFalse();
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
    }

    @Test
    void expiresAfterASecond() {
        learn(ROOM, 3);
        this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
        assertThat(this.optimistic.idsAhead(2)).isEqualTo(32);

        this.nanos.addAndGet(1);

        assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        // Rare batches take no ids that stay unused.
        assertThat(this.optimistic.idsAhead(2)).isEqualTo(1);
    }

    @Test
    void isClearedAfterAnUnknownOutcome() {
        learn(ROOM, 3);

        this.optimistic.clear();

        assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        learn(ROOM, 3);
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
    }

    @Test
    void backsOffForAHundredBatchesAfterAFailure() {
        learn(ROOM, 3);
        this.optimistic.failed();

        for (var batch = 0; batch < 100; batch++) {
            learn(ROOM, 3);
            assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        }
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
    }

    /** Returns the number of batches on the locking path after a failed optimistic write. */
    private int backOff() {
        this.optimistic.failed();
        for (var batch = 0; ; batch++) {
            learn(ROOM, 3);
            if (isThereFor(says(ROOM, ALICE))) {
                return batch;
            }
        }
    }

    @Test
    void doublesBackOffUpToALimitAndHalvesItAfterSuccess() {
        assertThat(backOff()).isEqualTo(100);
        assertThat(backOff()).isEqualTo(200);
        assertThat(backOff()).isEqualTo(400);
        for (var again = 0; again < 6; again++) {
            backOff();
        }
        assertThat(backOff()).isEqualTo(12_800);

        this.optimistic.succeeded();
        assertThat(backOff()).isEqualTo(6_400);
        for (var right = 0; right < 9; right++) {
            this.optimistic.succeeded();
        }
        assertThat(backOff()).isEqualTo(100);
    }

    @Test
    void keepsTheMostRecentRooms() {
        for (var room = 0; room < 5000; room++) {
            learn(new RoomId("room" + room), 3);
        }

        assertThat(isThereFor(says(new RoomId("room903"), ALICE))).isFalse();
        assertThat(isThereFor(says(new RoomId("room904"), ALICE))).isTrue();
        assertThat(isThereFor(says(new RoomId("room4999"), ALICE))).isTrue();
    }

    @Test
    void takesNoMoreThanAThousandIdsAhead() {
        learn(ROOM, 3);

        assertThat(this.optimistic.idsAhead(100)).isEqualTo(10);
        assertThat(this.optimistic.idsAhead(400)).isEqualTo(2);
        assertThat(this.optimistic.idsAhead(5000)).isEqualTo(1);
        assertThat(this.optimistic.idsAhead(0)).isEqualTo(32);
    }
}
