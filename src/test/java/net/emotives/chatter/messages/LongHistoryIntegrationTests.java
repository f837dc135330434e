package net.emotives.chatter.messages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;

import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.Visibility;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Reads of a room with 1,000 messages of 8,000 emoji, 31 MB. */
class LongHistoryIntegrationTests {

    private static final int SAID = 1000;
    private static final int LENGTH = 8000;

    /** Of four such messages, and not five. */
    private static final long BYTES = 4 * (4 * LENGTH + 200);

    /**
     * Bytes that a short read may allocate: a few times what it returns, and far less than the
     * whole history.
     */
    private static final long FEW = 3_000_000;

    private final Scene scene = new Scene(Node.shared());
    private final History history = this.scene.node().get(History.class);
    private final Replay replay = this.scene.node().get(Replay.class);
    private final JdbcTemplate jdbc = new JdbcTemplate(this.scene.node().dataSource());

    private UserId alice = new UserId("alice");
    private RoomId room = new RoomId("room");

    @BeforeEach
    void talk() {
        this.alice = this.scene.user("alice");
        this.room = this.scene.room(Visibility.PRIVATE, this.alice);
        fill(this.room, 1, SAID);
    }

    /** Writes messages behind the first event of the room. */
    private void fill(RoomId room, int from, int said) {
        this.jdbc.update(
                """
                INSERT INTO messages (room, sequence, ordinal, sender, body, created_at)
                SELECT ?, n + 1, n, ?, repeat('😀', ?), now() FROM generate_series(?, ?) n
                """,
                room.value(),
                this.alice.value(),
                LENGTH,
                from,
                said);
        this.jdbc.update(
                "UPDATE room_heads SET sequence = ?, ordinal = ? WHERE room = ?",
                said + 1,
                said,
                room.value());
    }

    /** Returns the result of a read; fails if the read allocated much. */
    private static <T> T cheaply(Supplier<T> read) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        var found = read.get();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(FEW);
        return found;
    }

    private static List<Long> sequences(Page page) {
        return page.items().stream().map(Message::sequence).toList();
    }

    private History.Sight sight() {
        return History.Sight.whole(this.room);
    }

    private static History.Extent extent() {
        return new History.Extent(SAID, BYTES);
    }

    @Test
    void pageEndsAtBytesAndTheCursorGoesOn() {
        var newest = cheaply(() -> this.history.newest(sight(), 0, extent()));
        assertThat(sequences(newest)).containsExactly(998L, 999L, 1000L, 1001L);
        assertThat(newest.older()).isTrue();
        var older = cheaply(() -> this.history.before(sight(), new HistoryCursor(998), extent()));
        assertThat(sequences(older)).containsExactly(994L, 995L, 996L, 997L);
        var newer = cheaply(() -> this.history.after(sight(), new HistoryCursor(5), extent()));
        assertThat(sequences(newer)).containsExactly(6L, 7L, 8L, 9L);
        assertThat(newer.newer()).isTrue();
        var around = cheaply(() -> this.history.around(sight(), new HistoryCursor(500), extent()));
        assertThat(sequences(around)).containsExactly(498L, 499L, 500L, 501L);
        assertThat(around.older()).isTrue();
        assertThat(around.newer()).isTrue();
    }

    @Test
    void pageThatEndsAtItsMessagesOrAtTheLastSaysSo() {
        var two = new History.Extent(2, BYTES);
        assertThat(sequences(this.history.newest(sight(), 0, two))).containsExactly(1000L, 1001L);
        var last = this.history.after(sight(), new HistoryCursor(999), extent());
        assertThat(sequences(last)).containsExactly(1000L, 1001L);
        assertThat(last.newer()).isFalse();
        var first = this.history.before(sight(), new HistoryCursor(4), extent());
        assertThat(sequences(first)).containsExactly(2L, 3L);
        assertThat(first.older()).isFalse();
    }

    @Test
    void oneMessageAlwaysComes() {
        var tight = new History.Extent(SAID, 1);
        assertThat(sequences(this.history.newest(sight(), 0, tight))).containsExactly(1001L);
        assertThat(this.replay.piece(this.room, 1, 1001, 1).events())
                .extracting(RoomEvent::sequence)
                .containsExactly(2L);
    }

    @Test
    void replayComesInPiecesWithoutAGap() {
        var small = this.scene.room(Visibility.PRIVATE, this.alice);
        fill(small, 1, 20);
        // Each edit event carries the present text of the message, which is long.
        for (var i = 0; i < 20; i++) {
            this.scene.edit(small, this.alice, "edit" + i, 2, "😀".repeat(LENGTH));
        }
        var sequences = new ArrayList<Long>();
        var after = 0L;
        while (after < 41) {
            var begin = after;
            var piece = cheaply(() -> this.replay.piece(small, begin, 41, 2 * BYTES));
            piece.events().forEach(event -> sequences.add(event.sequence()));
            assertThat(piece.events()).hasSizeBetween(1, 8);
            assertThat(piece.upTo()).isEqualTo(sequences.getLast());
            after = piece.upTo();
        }
        assertThat(sequences)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 41).boxed().toList());
    }

    @Test
    void newestMessagesOfRoomsEndAtBytes() {
        var empty = this.scene.room(Visibility.PRIVATE, this.alice);
        var rooms = new ArrayList<RoomId>();
        for (var i = 0; i < 20; i++) {
            var talkative = this.scene.room(Visibility.PRIVATE, this.alice);
            fill(talkative, 1, 1);
            rooms.add(talkative);
            rooms.add(i == 0 ? empty : this.scene.room(Visibility.PRIVATE, this.alice));
        }
        var states = this.scene.node().get(RoomStates.class);
        var newest = cheaply(() -> states.lastMessages(rooms, BYTES));
        assertThat(newest.covered()).isEqualTo(7);
        assertThat(newest.messages().keySet())
                .containsExactlyInAnyOrder(rooms.get(0), rooms.get(2), rooms.get(4), rooms.get(6));
        assertThat(states.lastMessages(List.of(empty), BYTES))
                .isEqualTo(new RoomStates.Newest(Map.of(), 1));
    }
}
