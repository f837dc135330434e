package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.journal.ChangeLog;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** That every room is carried in order, each event once, whatever comes late, twice or never. */
class RoomFeedsTests {

    private static final RoomId ROOM = new RoomId("a room");
    private static final UserId ALICE = new UserId("alice");

    /** A node that may have others beside it, and somebody who follows the room or does not. */
    private static final class Here implements RoomFeeds.Actions {

        private final List<Long> carried = new ArrayList<>();
        private boolean followed = true;
        private boolean alone;
        private int reads;
        private int looks;

        @Override
        public boolean isFollowed(RoomEvent event) {
            return this.followed;
        }

        @Override
        public void carry(RoomEvent event) {
            this.carried.add(event.sequence());
        }

        @Override
        public void readMissing(RoomFeeds feeds, RoomId room) {
            this.reads++;
        }

        @Override
        public boolean requestPoll() {
            this.looks++;
            return !this.alone;
        }
    }

    private final Here here = new Here();
    private final RoomFeeds feeds = new RoomFeeds(this.here, Long.MAX_VALUE);

    private void arrive(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> this.feeds.arrive(event(sequence)));
    }

    private static RoomEvent event(long sequence) {
        return new RoomEvent.Joined(ROOM, sequence, ALICE, ALICE);
    }

    private static List<RoomEvent> events(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(RoomFeedsTests::event).toList();
    }

    /** A node where less than three events may be ahead of gaps. */
    private final RoomFeeds narrow = new RoomFeeds(this.here, EventSize.SMALL + 1);

    @Test
    void readsAgainWhatIsTooMuchToBeKeptAheadOfGap() {
        this.narrow.know(ROOM, 1, true);
        var held = new long[] {3, 4, 6, 7};
        LongStream.of(held).forEach(sequence -> this.narrow.arrive(event(sequence)));
        assertThat(this.narrow.ahead()).isEqualTo(2 * EventSize.SMALL);

        this.narrow.read(ROOM, events(2, 2), 2, true);
        assertThat(this.here.carried).containsExactly(2L, 3L, 4L);
        assertThat(this.narrow.ahead()).isZero();
        this.narrow.read(ROOM, events(5, 7), 7, true);

        assertThat(this.here.carried).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
        assertThat(this.here.reads).isEqualTo(2);
        assertThat(this.narrow.ahead()).isZero();
    }

    @Test
    void releasesWhatIsAheadOfGapThatIsPassed() {
        this.narrow.know(ROOM, 1, true);
        this.narrow.arrive(event(3));
        this.narrow.arrive(event(3));
        assertThat(this.narrow.ahead()).isEqualTo(EventSize.SMALL);
        this.narrow.forget();
        assertThat(this.narrow.ahead()).isZero();
    }

    private void look(long before, long after) {
        var look = this.feeds.beginPoll();
        this.feeds.moved(ROOM, new ChangeLog.Span(before, after, Set.of()), false);
        this.feeds.endPoll(look);
    }

    /** A look that finds somebody here who came to the room, or may have. */
    private void lookWithSomebodyNew(long before, long after) {
        var look = this.feeds.beginPoll();
        this.feeds.moved(ROOM, new ChangeLog.Span(before, after, Set.of(ALICE)), true);
        this.feeds.endPoll(look);
    }

    @Test
    void findsTheComingOfWhichTheHintWasLostThoughNewerOnesPassedBy() {
        this.here.followed = false;
        // 5, with which Alice came, was lost; nobody followed when 6 was told.
        arrive(4, 6);
        this.here.followed = true;

        lookWithSomebodyNew(3, 6);
        this.feeds.read(ROOM, events(4, 6), 6, true);

        assertThat(this.here.carried).containsExactly(4L, 5L, 6L);
    }

    @Test
    void givesWhoComesWhatIsToldBeforeHeFollows() {
        this.here.followed = false;
        arrive(4);
        lookWithSomebodyNew(4, 5);
        arrive(6, 7);
        this.feeds.passBy(ROOM, 8);
        assertThat(this.here.carried).isEmpty();

        assertThat(this.feeds.gap(ROOM)).isPresent();
        this.feeds.read(ROOM, events(5, 5), 5, true);
        this.feeds.read(ROOM, events(8, 8), 8, true);

        assertThat(this.here.carried).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void givesWhoComesWhatIsToldBeforeALookKnowsWhereToBegin() {
        arrive(5);
        this.here.followed = false;
        arrive(6);
        look(4, 6);
        assertThat(this.here.carried).containsExactly(5L, 6L);
    }

    @Test
    void carriesNothingAgainWhereSomebodyOnlyMayHaveCome() {
        arrive(1, 2, 3);
        lookWithSomebodyNew(1, 3);
        arrive(4);
        assertThat(this.here.carried).containsExactly(1L, 2L, 3L, 4L);
        assertThat(this.here.reads).isZero();
    }

    @Test
    void carriesEachOnceAndInOrder() {
        this.feeds.know(ROOM, 4, false);
        arrive(5, 5, 7, 6, 7, 4, 1, 8);
        assertThat(this.here.carried).containsExactly(5L, 6L, 7L, 8L);
    }

    @Test
    void beginsWithTheVeryFirstWithoutALook() {
        arrive(1, 2);
        assertThat(this.here.carried).containsExactly(1L, 2L);
        assertThat(this.here.looks).isZero();
    }

    @Test
    void waitsWithTheFirstThatIsHeardForWhatItFollowsOn() {
        arrive(7);
        assertThat(this.here.carried).isEmpty();
        assertThat(this.here.looks).isEqualTo(1);

        // The hint of 6 was lost.
        look(5, 7);
        assertThat(this.here.reads).isEqualTo(1);
        this.feeds.read(ROOM, events(6, 6), 6, true);

        assertThat(this.here.carried).containsExactly(6L, 7L);
    }

    @Test
    void waitsForALookThatBeginsAfterIt() {
        var tooEarly = this.feeds.beginPoll();
        arrive(7);
        this.feeds.endPoll(tooEarly);
        assertThat(this.here.carried).isEmpty();

        look(6, 7);
        assertThat(this.here.carried).containsExactly(7L);
    }

    @Test
    void beginsWithWhatItHeardWhereNoLookKnowsBetter() {
        arrive(7);
        this.feeds.endPoll(this.feeds.beginPoll());
        arrive(8);
        assertThat(this.here.carried).containsExactly(7L, 8L);
    }

    @Test
    void beginsAtOnceWhereNobodyElseWrites() {
        this.here.alone = true;
        arrive(7, 8);
        assertThat(this.here.carried).containsExactly(7L, 8L);
    }

    @Test
    void findsWhatWasNeverHeardOf() {
        look(3, 5);
        assertThat(this.here.reads).isEqualTo(1);
        this.feeds.read(ROOM, events(4, 5), 5, true);
        assertThat(this.here.carried).containsExactly(4L, 5L);
    }

    @Test
    void readsOneGapAtATime() {
        this.feeds.know(ROOM, 1, false);
        arrive(3, 5, 9);
        assertThat(this.here.reads).isEqualTo(1);
        this.feeds.read(ROOM, events(2, 2), 2, true);
        assertThat(this.here.reads).isEqualTo(2);
        this.feeds.read(ROOM, events(4, 4), 4, true);
        this.feeds.read(ROOM, events(6, 8), 8, true);
        assertThat(this.here.carried).containsExactly(2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void doesNotReadWhatCameByItself() {
        this.feeds.know(ROOM, 1, false);
        arrive(3, 2);
        assertThat(this.feeds.gap(ROOM)).isEmpty();
        arrive(5);
        assertThat(this.here.reads).isEqualTo(2);
        assertThat(this.feeds.gap(ROOM)).isPresent();
    }

    @Test
    void keepsInMindWhereARoomIsThatNobodyFollows() {
        this.here.followed = false;
        arrive(3, 9);
        assertThat(this.here.carried).isEmpty();
        assertThat(this.here.reads).isZero();

        this.here.followed = true;
        arrive(8, 10);
        assertThat(this.here.carried).containsExactly(10L);
        assertThat(this.here.looks).isZero();
    }

    @Test
    void givesWhoBeginsToFollowNothingThatWasBefore() {
        arrive(1, 2);
        this.here.followed = false;
        this.feeds.know(ROOM, 6, false);
        this.here.followed = true;
        arrive(7);
        assertThat(this.here.carried).containsExactly(1L, 2L, 7L);
        assertThat(this.here.reads).isZero();
    }

    @Test
    void givesWhoFollowsAlreadyWhatOthersFindOutThatHeMisses() {
        arrive(1, 2);
        this.feeds.know(ROOM, 4, true);
        assertThat(this.here.reads).isEqualTo(1);
        this.feeds.read(ROOM, events(3, 4), 4, true);
        assertThat(this.here.carried).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void readsWhatWasTooLargeToBeTold() {
        arrive(1);
        this.feeds.move(ROOM, 2);
        assertThat(this.here.reads).isEqualTo(1);
        this.feeds.read(ROOM, events(2, 2), 2, true);
        arrive(3);
        assertThat(this.here.carried).containsExactly(1L, 2L, 3L);
    }

    @Test
    void goesOnAfterAGapOfTheLogItself() {
        this.feeds.know(ROOM, 1, false);
        arrive(4);
        this.feeds.read(ROOM, events(3, 3), 3, true);
        assertThat(this.here.carried).containsExactly(3L, 4L);
    }
}
