package net.emotives.chatter.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Who comes along with a batch that was gathered already. */
class IntakeTests {

    private static final int BATCH = 4;

    private final Intake intake = new Intake(BATCH, new Intake.Backlog(100, 100, 1_000_000));

    private Pending add(String room, String text) {
        return add(Batch.pending(draft(room, text)));
    }

    private Pending add(Pending pending) {
        this.intake.reserve(pending.change());
        this.intake.add(pending);
        return pending;
    }

    private static Draft draft(String room, String text) {
        return Scene.draft(new RoomId(room), new UserId("alice"), null, text);
    }

    private List<Pending> gather() throws InterruptedException {
        return this.intake.gather(List.of(), false);
    }

    @Test
    void latecomersComeAlongInTheirOrder() throws InterruptedException {
        var first = add("a", "1");
        var batch = gather();
        var latecomers = this.intake.latecomers(batch, _ -> {});
        var second = add("a", "2");
        var third = add("b", "3");

        latecomers.board(_ -> true);

        assertThat(batch).containsExactly(first, second, third);
        assertThat(this.intake.isEmpty()).isTrue();
    }

    /** One that waits for as long as it takes for those who shared a batch. */
    private final Intake patient =
            new Intake(
                    BATCH,
                    new Intake.Backlog(100, 100, 1_000_000),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(1));

    @Test
    void whoSharedABatchIsWaitedFor() throws Exception {
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

    /** Waits until the one who gathers has nothing to gather. */
    private Future<List<Pending>> gatherPatiently() {
        var gathered = new FutureTask<>(() -> this.patient.gather(List.of(), false));
        var writer = Thread.ofPlatform().start(gathered);
        await().until(() -> writer.getState() == Thread.State.TIMED_WAITING);
        return gathered;
    }

    @Test
    void whoWasAloneWaitsForNobody() throws Exception {
        this.patient.add(Batch.pending(draft("a", "1")));
        assertThat(this.patient.gather(List.of(), false)).hasSize(1);

        var gathered = gatherPatiently();
        this.patient.add(Batch.pending(draft("a", "2")));

        assertThat(gathered.get(30, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void whoComesWithTheFirstIsGatheredWithHim() throws Exception {
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
            // Whoever gathers may be so quick that he sees the first of them alone.
            return count > 1;
        });
    }

    @Test
    void nobodyOvertakesInHisRoom() throws InterruptedException {
        var batch = new ArrayList<Pending>();
        var latecomers = this.intake.latecomers(batch, _ -> {});
        var stays = add("a", "stays");
        var behind = add("a", "behind");
        var other = add("b", "other");

        latecomers.board(pending -> pending != stays);

        assertThat(batch).containsExactly(other);
        assertThat(gather()).containsExactly(stays, behind);
    }

    @Test
    void batchTakesNoMoreThanItMay() throws InterruptedException {
        for (var i = 0; i < BATCH - 1; i++) {
            add("a", "gathered");
        }
        var batch = gather();
        var latecomers = this.intake.latecomers(batch, _ -> {});
        add("a", "last");
        var tooLate = add("b", "too late");

        latecomers.board(_ -> true);

        assertThat(batch).hasSize(BATCH).doesNotContain(tooLate);
        assertThat(gather()).containsExactly(tooLate);
    }

    @Test
    void whoWaitedTooLongDoesNotComeAlong() {
        var batch = new ArrayList<Pending>();
        var latecomers = this.intake.latecomers(batch, _ -> {});
        add(new Pending(draft("a", "late"), System.nanoTime() - 1));
        add("a", "behind");

        latecomers.board(_ -> true);

        assertThat(batch).isEmpty();
    }

    @Test
    void latecomersAreLikelyOnlyWhereOthersWaitedOrCameAlong() throws InterruptedException {
        assertThat(this.intake.latecomers(new ArrayList<>(), _ -> {}).areLikely()).isFalse();

        add("a", "waits already");
        var latecomers = this.intake.latecomers(gather(), _ -> {});
        assertThat(latecomers.areLikely()).isTrue();
        add("a", "comes along");
        latecomers.board(_ -> true);

        assertThat(this.intake.latecomers(new ArrayList<>(), _ -> {}).areLikely()).isTrue();
        assertThat(this.intake.latecomers(new ArrayList<>(), _ -> {}).areLikely()).isFalse();
    }

    @Test
    void longTextsAreRefusedBeforeThereAreManyAndTakenAgainOnceSomeAreSettled() {
        var narrow = new Intake(BATCH, new Intake.Backlog(100, 100, 10_000));
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
