package net.emotives.chatter.journal.writer;

import java.util.function.Predicate;

/**
 * Changes that were queued after a batch was gathered. If the batch has locked their rooms already,
 * they join it instead of waiting for the commit and for a batch of their own.
 */
interface LateJoiners {

    LateJoiners NONE =
            new LateJoiners() {
                @Override
                public boolean areExpected() {
                    return false;
                }

                @Override
                public void offer(Predicate<PendingChange> taken) {}
            };

    /** Returns true if some are likely, so that the batch takes ids for them. */
    boolean areExpected();

    /**
     * Offers the changes in the order in which they were queued, none of a room behind one of it
     * that was not taken. Those that are taken belong to the batch.
     */
    void offer(Predicate<PendingChange> take);
}
