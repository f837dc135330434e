package net.emotives.chatter.journal.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import net.emotives.chatter.database.Overloaded;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.StorageUnavailable;
import net.emotives.chatter.journal.WriteFailed;
import net.emotives.chatter.messages.Scene;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.tracing.Tracing;
import net.emotives.chatter.users.UserId;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Batches that fail, hang or are held, with a fake of the commit. */
class JournalWriterTests {

    private static final int BATCH = 10;
    private static final int BACKLOG = 50;
    private static final How WRITTEN = (batch, _) -> written(batch);
    private final RuntimeException away =
            new DataAccessResourceFailureException("away", new SQLException("away", "08006"));
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile How how = WRITTEN;
    private JournalWriter writer = writer(Duration.ofSeconds(30));

    private GroupCommit.Outcome commit(
            List<PendingChange> batch, LateJoiners lateJoiners, OptimisticState optimistic) {
        this.batches.add(batch.size());
        try {
            return this.how.of(List.copyOf(batch), lateJoiners);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @AfterEach
    void stop() {
        this.end.countDown();
        whatCommits(WRITTEN);
        this.writer.stop();
    }

    @Test
    void triesNoMoreThanOneBatchWhileTheDatabaseIsAway() {
        whatCommits((_, _) -> {
            throw this.away;
        });
        this.writer.start();
        var answers = IntStream.range(0, BACKLOG).mapToObj(i -> submit("r" + i)).toList();

        await().until(() -> this.batches.size() >= 4);

        assertThat(this.batches).allMatch(size -> size <= BATCH);
        whatCommits(WRITTEN);
        assertThat(answers).allSatisfy(answer -> assertThat(Scene.now(answer)).isNotNull());
    }

    @Test
    void refusesChangesBeyondTheBacklogWhileTheirRoomIsHeld() {
        whatCommits((batch, _) -> new GroupCommit.Outcome(Map.of(), Map.of(), batch, List.of()));
        this.writer.start();

        var answers = new ArrayList<CompletableFuture<Committed>>();
        assertThatThrownBy(
                        () -> {
                            for (var i = 0; i < 100 * BACKLOG; i++) {
                                answers.add(submit("held"));
                                Thread.sleep(1);
                            }
                        })
                .isInstanceOfSatisfying(
                        Overloaded.class, refusal -> assertThat(refusal.retryAfter()).isPresent());

        assertThat(answers).hasSize(BACKLOG);
        whatCommits(WRITTEN);
        assertThat(answers).allSatisfy(answer -> assertThat(Scene.now(answer)).isNotNull());
        // The place of what was answered is free a moment later.
        await().ignoreException(Overloaded.class)
                .until(() -> Scene.now(submit("again")).sequence() == 1);
    }

    @Test
    void failsChangesAtTheirDeadlineWhileTheCommitHangs() {
        this.writer = writer(Duration.ofSeconds(3));
        whatCommits((batch, _) -> {
            this.end.await();
            return written(batch);
        });
        this.writer.start();
        var inFlight = submit("r1");
        await().until(() -> !this.batches.isEmpty());
        var waiting = submit("r2");

        assertThatThrownBy(() -> Scene.now(inFlight)).isInstanceOf(StorageUnavailable.class);
        assertThatThrownBy(() -> Scene.now(waiting)).isInstanceOf(StorageUnavailable.class);
        assertThat(this.batches).containsExactly(1);
    }

    @Test
    void retriesTogetherWhenTheDatabaseGoesAwayDuringOneByOne() {
        var start = new CountDownLatch(1);
        var failures =
                new ArrayList<RuntimeException>(
                        List.of(new IllegalStateException("bad"), this.away));
        whatCommits((batch, _) -> {
            start.await();
            if (batch.size() > 1 || failures.size() == 1) {
                if (!failures.isEmpty()) {
                    throw failures.removeFirst();
                }
            }
            return written(batch);
        });
        // The first one goes alone, and the others gather.
        this.writer.start();
        var _ = submit("first");
        await().until(() -> !this.batches.isEmpty());
        var answers = IntStream.range(0, BATCH).mapToObj(i -> submit("r" + i)).toList();
        start.countDown();

        assertThat(answers).allSatisfy(answer -> assertThat(Scene.now(answer)).isNotNull());
        assertThat(this.batches).startsWith(1, BATCH, 1, BATCH);
    }

    @Test
    void answersLateJoinersAfterARetry() {
        var start = new CountDownLatch(1);
        whatCommits((batch, lateJoiners) -> {
            start.await();
            var joined = new ArrayList<>(batch);
            lateJoiners.offer(joined::add);
            if (this.batches.size() == 1) {
                throw this.away;
            }
            return written(joined);
        });
        this.writer.start();
        var first = submit("room");
        await().until(() -> !this.batches.isEmpty());
        var lateJoiner = submit("room");
        start.countDown();

        assertThat(Scene.now(first)).isNotNull();
        assertThat(Scene.now(lateJoiner)).isNotNull();
        // Both are of the batch that was tried, and tried again together.
        assertThat(this.batches).containsExactly(1, 2);
    }

    @Test
    void failsLateJoinersAtTheirDeadline() {
        this.writer = writer(Duration.ofSeconds(3));
        var start = new CountDownLatch(1);
        var joined = new CopyOnWriteArrayList<PendingChange>();
        whatCommits((batch, lateJoiners) -> {
            start.await();
            joined.addAll(batch);
            lateJoiners.offer(joined::add);
            this.end.await();
            return written(joined);
        });
        this.writer.start();
        var _ = submit("room");
        await().until(() -> !this.batches.isEmpty());
        var lateJoiner = submit("room");
        start.countDown();

        assertThatThrownBy(() -> Scene.now(lateJoiner)).isInstanceOf(StorageUnavailable.class);
        assertThat(joined).hasSize(2);
        assertThat(this.batches).containsExactly(1);
    }

    @Test
    void takesNoLateJoinersDuringOneByOne() {
        var start = new CountDownLatch(1);
        var joined = new CopyOnWriteArrayList<Integer>();
        whatCommits((batch, lateJoiners) -> {
            start.await();
            var taken = new ArrayList<PendingChange>();
            if (this.batches.size() > 1) {
                if (this.batches.size() == 3) {
                    var _ = submit("b");
                }
                lateJoiners.offer(taken::add);
            }
            joined.add(taken.size());
            if (batch.size() > 1) {
                throw new IllegalStateException("bad");
            }
            return written(batch);
        });
        this.writer.start();
        var answers = new ArrayList<>(List.of(submit("a")));
        await().until(() -> !this.batches.isEmpty());
        answers.addAll(List.of(submit("a"), submit("b")));
        start.countDown();

        assertThat(answers).allSatisfy(answer -> assertThat(Scene.now(answer)).isNotNull());
        assertThat(this.batches).startsWith(1, 2, 1, 1);
        assertThat(joined).startsWith(0, 0, 0, 0);
    }

    @Test
    void goesOnAfterAnError() {
        whatCommits((batch, _) -> {
            if (batch.getFirst().change().room().value().equals("deep")) {
                throw new StackOverflowError();
            }
            return written(batch);
        });
        this.writer.start();

        assertThatThrownBy(() -> Scene.now(submit("deep"))).isInstanceOf(WriteFailed.class);
        assertThat(Scene.now(submit("flat"))).isNotNull();
    }

    private CompletableFuture<Committed> submit(String room) {
        return this.writer.submit(Scene.draft(new RoomId(room), new UserId("alice"), null, "hi"));
    }

    private interface How {
        GroupCommit.Outcome of(List<PendingChange> batch, LateJoiners lateJoiners)
                throws InterruptedException;
    }

    private void whatCommits(How how) {
        this.how = how;
    }

    private static GroupCommit.Outcome written(List<PendingChange> batch) {
        var committed = new HashMap<PendingChange, Committed>();
        batch.forEach(pending -> committed.put(pending, new Committed(1, null, false)));
        return new GroupCommit.Outcome(committed, Map.of(), List.of(), List.of());
    }

    private JournalWriter writer(Duration timeout) {
        return new JournalWriter(
                this::commit,
                _ -> {},
                new JournalProperties(BATCH, BACKLOG, BACKLOG, 0.1, timeout),
                new JournalMetrics(new SimpleMeterRegistry()),
                Tracing.off());
    }
}
