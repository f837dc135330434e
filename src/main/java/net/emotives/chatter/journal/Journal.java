package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.ChatterException;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/**
 * Door for writing: takes changes and commits them in batches, those of one room in the order in
 * which they were submitted. Thread-safe. Never blocks.
 */
public interface Journal {

    /** {@link #submit(Change, ChatterException)} without an objection. */
    default CompletableFuture<Committed> submit(Change change) {
        return submit(change, null);
    }

    /**
     * Queues a change for the next batch. The answer comes after the commit, on the writer thread,
     * which must not be blocked; it fails with the refusal of the change, or with {@link
     * StorageUnavailable}, {@link ClientIdReused} or {@link WriteFailed}. Throws {@link
     * net.emotives.chatter.database.Overloaded} if the queue is full.
     *
     * @param objection refusal of the change, unless it was committed before under the same client
     *     id
     */
    CompletableFuture<Committed> submit(Change change, @Nullable ChatterException objection);
}
