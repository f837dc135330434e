package net.emotives.chatter.messages;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.rooms.Head;
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

/** For which batches there is a forecast, and what it says. */
class ForecastTests {

    private static final RoomId ROOM = new RoomId("room");
    private static final UserId ALICE = new UserId("alice");

    private final AtomicLong nanos = new AtomicLong();
    private final Forecast forecast = new Forecast(this.nanos::get);

    private static Pending says(RoomId room, UserId user) {
        return Batch.pending(Scene.draft(room, user, null, "hello"));
    }

    /** Learns of a message of hers, after which there are so many numbers. */
    private void learn(RoomId room, int ids) {
        var read =
                new Ledger.Read(
                        Map.of(room, new Head(room, 4, 3, 2)),
                        LongStream.rangeClosed(1, ids + 1L).mapToObj(MessageId::new).toList(),
                        Set.of(),
                        Map.of(),
                        new Standing(
                                Map.of(
                                        new Members.Key(room, ALICE),
                                        new Member(room, ALICE, Role.MEMBER, 1)),
                                Set.of()),
                        Map.of(),
                        BatchReactions.none());
        var ledger = new Ledger(read, Instant.EPOCH);
        ledger.decide(says(room, ALICE));
        this.forecast.learn(ledger);
    }

    private boolean isThereFor(Pending... batch) {
        return this.forecast.of(List.of(batch)).isPresent();
    }

    @Test
    void saysWhereTheLogEnds() {
        assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        learn(ROOM, 2);

        var read = this.forecast.of(List.of(says(ROOM, ALICE))).orElseThrow();

        assertThat(read.heads()).containsExactly(Map.entry(ROOM, new Head(ROOM, 5, 4, 2)));
        assertThat(read.ids()).containsExactly(new MessageId(2), new MessageId(3));
        assertThat(read.standing().of(ROOM, ALICE)).isPresent();
    }

    @Test
    void thereIsNoneForMoreMessagesThanNumbers() {
        learn(ROOM, 1);

        assertThat(isThereFor(says(ROOM, ALICE), says(ROOM, ALICE))).isFalse();
    }

    @Test
    void thereIsNoneForWhatMustBeLookedUp() {
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
    void isForgottenAfterASecond() {
        learn(ROOM, 3);
        this.nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
        assertThat(this.forecast.idsAhead(2)).isEqualTo(32);

        this.nanos.addAndGet(1);

        assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        // Whoever speaks seldom takes no numbers that nobody uses.
        assertThat(this.forecast.idsAhead(2)).isEqualTo(1);
    }

    @Test
    void isForgottenWhereNobodyKnowsWhatWasWritten() {
        learn(ROOM, 3);

        this.forecast.forget();

        assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        learn(ROOM, 3);
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
    }

    @Test
    void whoWasWrongIsCautiousForAHundredBatches() {
        learn(ROOM, 3);
        this.forecast.wasWrong();

        for (var batch = 0; batch < 100; batch++) {
            learn(ROOM, 3);
            assertThat(isThereFor(says(ROOM, ALICE))).isFalse();
        }
        assertThat(isThereFor(says(ROOM, ALICE))).isTrue();
    }

    /** How many batches are read for after a forecast that was wrong. */
    private int cautious() {
        this.forecast.wasWrong();
        for (var batch = 0; ; batch++) {
            learn(ROOM, 3);
            if (isThereFor(says(ROOM, ALICE))) {
                return batch;
            }
        }
    }

    @Test
    void whoIsWrongAgainAndAgainIsMoreCautiousUntilHeIsRight() {
        assertThat(cautious()).isEqualTo(100);
        assertThat(cautious()).isEqualTo(200);
        assertThat(cautious()).isEqualTo(400);
        for (var again = 0; again < 6; again++) {
            cautious();
        }
        assertThat(cautious()).isEqualTo(12_800);

        this.forecast.wasRight();
        assertThat(cautious()).isEqualTo(6_400);
        for (var right = 0; right < 9; right++) {
            this.forecast.wasRight();
        }
        assertThat(cautious()).isEqualTo(100);
    }

    @Test
    void keepsTheRoomsThatSpokeLast() {
        for (var room = 0; room < 5000; room++) {
            learn(new RoomId("room" + room), 3);
        }

        assertThat(isThereFor(says(new RoomId("room903"), ALICE))).isFalse();
        assertThat(isThereFor(says(new RoomId("room904"), ALICE))).isTrue();
        assertThat(isThereFor(says(new RoomId("room4999"), ALICE))).isTrue();
    }

    @Test
    void takesNoMoreThanAThousandNumbersAhead() {
        learn(ROOM, 3);

        assertThat(this.forecast.idsAhead(100)).isEqualTo(10);
        assertThat(this.forecast.idsAhead(400)).isEqualTo(2);
        assertThat(this.forecast.idsAhead(5000)).isEqualTo(1);
        assertThat(this.forecast.idsAhead(0)).isEqualTo(32);
    }
}
