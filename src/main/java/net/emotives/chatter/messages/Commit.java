package net.emotives.chatter.messages;

import java.util.List;

/** Writes a batch of changes, all or none of them. */
interface Commit {

    /**
     * Returns after the commit, with what became of the batch and of the latecomers taken. Whatever
     * it throws, nothing is known to be written, and nothing known not to be.
     */
    GroupCommit.Outcome commit(List<Pending> batch, Latecomers latecomers);
}
