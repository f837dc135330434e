package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.testing.Node;

import java.time.Duration;
import java.util.List;

/** Commits exactly these changes in one batch, past the queue; publishes no events. */
record Batch(Node node) {

    static PendingChange pending(Change change) {
        return new PendingChange(change, System.nanoTime() + Duration.ofMinutes(5).toNanos());
    }

    GroupCommit.Outcome commit(PendingChange... changes) {
        return this.node
                .get(GroupCommit.class)
                .commit(List.of(changes), LateJoiners.NONE, new OptimisticState());
    }

    GroupCommit.Outcome commit(List<? extends Change> changes) {
        return commit(changes, new OptimisticState());
    }

    GroupCommit.Outcome commit(List<? extends Change> changes, OptimisticState optimistic) {
        return this.node
                .get(GroupCommit.class)
                .commit(
                        changes.stream().map(Batch::pending).toList(),
                        LateJoiners.NONE,
                        optimistic);
    }
}
