package net.emotives.chatter.messages;

import java.util.List;

/** Writes a batch of changes, all or none of them. */
interface Commit {

    /**
     * Returns after the commit, with what became of the batch and of the latecomers taken. Whatever
     * it throws, nothing is known to be written, and nothing known not to be.
     *
     * @param forecast of the thread that calls, and the same in each call: what one learns saves
     *     the next from reading
     */
    GroupCommit.Outcome commit(List<Pending> batch, Latecomers latecomers, Forecast forecast);
}
