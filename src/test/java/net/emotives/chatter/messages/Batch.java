package net.emotives.chatter.messages;

import net.emotives.chatter.testing.Node;

import java.time.Duration;
import java.util.List;

/** Commits exactly these changes together, past the writer of the node; nobody hears of it. */
record Batch(Node node) {

    static Pending pending(Change change) {
        return new Pending(change, System.nanoTime() + Duration.ofMinutes(5).toNanos());
    }

    GroupCommit.Outcome commit(Pending... changes) {
        return this.node
                .get(GroupCommit.class)
                .commit(List.of(changes), Latecomers.NONE, new Forecast());
    }

    GroupCommit.Outcome commit(List<? extends Change> changes) {
        return this.node
                .get(GroupCommit.class)
                .commit(
                        changes.stream().map(Batch::pending).toList(),
                        Latecomers.NONE,
                        new Forecast());
    }
}
