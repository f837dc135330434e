package net.emotives.chatter.journal.writer;

import java.util.List;

/** Writes a batch of changes, all or none of them. */
interface Commit {

    /**
     * Returns after the commit, with the result of the batch and of the late joiners that were
     * taken. After an exception the outcome is unknown: all of it may be written, or nothing.
     *
     * @param optimistic state of the calling thread, the same in each call
     */
    GroupCommit.Outcome commit(
            List<PendingChange> batch, LateJoiners lateJoiners, OptimisticState optimistic);
}
