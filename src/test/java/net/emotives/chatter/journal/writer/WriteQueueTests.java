package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Batches that are gathered from the queue, and late joiners. */
class WriteQueueTests {

    private static final int BATCH = 4;

    private final WriteQueue queue =
            new WriteQueue(BATCH, new WriteQueue.Backlog(100, 100, 1_000_000));

    private PendingChange add(String room, String text) {
        return add(Batch.pending(draft(room, text)));
    }

    private PendingChange add(PendingChange pending) {
        this.queue.reserve(pending.change());
        this.queue.add(pending);
        return pending;
    }

    private static Draft draft(String room, String text) {
        return Scene.draft(new RoomId(room), new UserId("alice"), null, text);
    }

    private List<PendingChange> gather() throws InterruptedException {
        return this.queue.gather(List.of(), false);
    }

    @Test
    void lateJoinersKeepTheirOrder() throws InterruptedException {
        var first = add("a", "1");
        var batch = gather();
        var lateJoiners = this.queue.lateJoiners(batch, _ -> {});
        var second = add("a", "2");
        var third = add("b", "3");

        lateJoiners.offer(_ -> true);

        assertThat(batch).containsExactly(first, second, third);
        assertThat(this.queue.isEmpty()).isTrue();
    }

    /** Queue that lingers as long as it takes. */
    private final WriteQueue patient =
            new WriteQueue(
                    BATCH,
                    new WriteQueue.Backlog(100, 100, 1_000_000),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1));

    @Test
    void lingersForAsManyAsTheLastBatchHad() throws Exception {
        this.patient.add(Batch.pending(draft("a", "1")));
        this.patient.add(Batch.pending(draft("a", "2")));
        assertThat(this.patient.gather(List.of(), false)).hasSize(2);

        var gathered = gatherPatiently();
        var first = Batch.pending(draft("a", "3"));
        var second = Batch.pending(draft("a", "4"));
        this.patient.add(first);
        await().until(this.patient::isEmpty);
        this.patient.add(second);

        assertThat(gathered.get(1, TimeUnit.MINUTES)).containsExactly(first, second);
    }

    /** Returns once the gathering thread waits for changes. */
    private Future<List<PendingChange>> gatherPatiently() {
        var gathered = new FutureTask<>(() -> this.patient.gather(List.of(), false));
        var writer = Thread.ofPlatform().start(gathered);
        await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
        return gathered;
    }

    @Test
    void doesNotLingerAfterABatchOfOne() throws Exception {
        this.patient.add(Batch.pending(draft("a", "1")));
        assertThat(this.patient.gather(List.of(), false)).hasSize(1);

        var gathered = gatherPatiently();
        this.patient.add(Batch.pending(draft("a", "2")));

        assertThat(gathered.get(30, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void gathersWhatIsQueuedTogetherWithTheFirst() throws Exception {
        await().until(() -> {
            this.patient.add(Batch.pending(draft("a", "alone")));
            this.patient.gather(List.of(), false);
            var gathered = gatherPatiently();
            for (var together = 0; together < BATCH; together++) {
                this.patient.add(Batch.pending(draft("a", "together")));
            }
            var count = gathered.get(1, TimeUnit.MINUTES).size();
            assertThat(count).isLessThanOrEqualTo(BATCH);
            while (!this.patient.isEmpty()) {
                this.patient.gather(List.of(), false);
            }
            // The gathering thread may be so fast that it takes the first one alone.
            return count > 1;
        });
    }

    @Test
    void noChangeOvertakesOneOfItsRoom() throws InterruptedException {
        var batch = new ArrayList<PendingChange>();
        var lateJoiners = this.queue.lateJoiners(batch, _ -> {});
        var stays = add("a", "stays");
        var behind = add("a", "behind");
        var other = add("b", "other");

        lateJoiners.offer(pending -> pending != stays);

        assertThat(batch).containsExactly(other);
        assertThat(gather()).containsExactly(stays, behind);
    }

    @Test
    void batchIsBounded() throws InterruptedException {
        for (var i = 0; i < BATCH - 1; i++) {
            add("a", "gathered");
        }
        var batch = gather();
        var lateJoiners = this.queue.lateJoiners(batch, _ -> {});
        add("a", "last");
        var tooLate = add("b", "too late");

        lateJoiners.offer(_ -> true);

        assertThat(batch).hasSize(BATCH).doesNotContain(tooLate);
        assertThat(gather()).containsExactly(tooLate);
    }

    @Test
    void expiredChangeDoesNotJoin() {
        var batch = new ArrayList<PendingChange>();
        var lateJoiners = this.queue.lateJoiners(batch, _ -> {});
        add(new PendingChange(draft("a", "late"), System.nanoTime() - 1));
        add("a", "behind");

        lateJoiners.offer(_ -> true);

        assertThat(batch).isEmpty();
    }

    @Test
    void expectsLateJoinersOnlyAfterQueuedOrJoinedChanges() throws InterruptedException {
        assertThat(this.queue.lateJoiners(new ArrayList<>(), _ -> {}).areExpected()).isFalse();

        add("a", "waits already");
        var lateJoiners = this.queue.lateJoiners(gather(), _ -> {});
        assertThat(lateJoiners.areExpected()).isTrue();
        add("a", "comes along");
        lateJoiners.offer(_ -> true);

        assertThat(this.queue.lateJoiners(new ArrayList<>(), _ -> {}).areExpected()).isTrue();
        assertThat(this.queue.lateJoiners(new ArrayList<>(), _ -> {}).areExpected()).isFalse();
    }

    @Test
    void boundsBytesOfUnsettledChanges() {
        var narrow = new WriteQueue(BATCH, new WriteQueue.Backlog(100, 100, 10_000));
        var first = Batch.pending(draft("a", "x".repeat(2000)));
        narrow.reserve(first.change());
        narrow.reserve(draft("b", "x".repeat(2000)));
        assertThatThrownBy(() -> narrow.reserve(draft("c", "x".repeat(2000))))
                .isInstanceOf(Overloaded.class);
        narrow.reserve(draft("c", "short"));

        narrow.settled(List.of(first), List.of());

        narrow.reserve(draft("c", "x".repeat(2000)));
        assertThat(narrow.unsettled()).hasValue(3);
    }
}
