package net.emotives.chatter.messages;

import java.util.function.Predicate;

/**
 * What came in after a batch was gathered. Of the rooms that the batch has locked already it may
 * come along, instead of waiting for the commit and for a batch of its own.
 */
interface Latecomers {

    Latecomers NONE =
            new Latecomers() {
                @Override
                public boolean areLikely() {
                    return false;
                }

                @Override
                public void board(Predicate<Pending> taken) {}
            };

    /** Whether it is worth the while to be prepared for some. */
    boolean areLikely();

    /**
     * Offers them in the order in which they came; none of a room behind one of it that was not
     * taken. What was taken is of the batch.
     */
    void board(Predicate<Pending> taken);
}
