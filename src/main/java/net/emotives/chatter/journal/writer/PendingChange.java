package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.StorageUnavailable;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.tracing.Trace;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Queued change with the future of its result. Used by the writer thread alone once it is queued,
 * except {@link #timeOut}, which is thread-safe.
 */
final class PendingChange {

    /** Identity of a change: its client id, or one that was generated. */
    record ClientKey(RoomId room, UserId by, String clientId) {}

    private final Change change;
    private final ClientKey key;
    private final boolean named;
    private final long deadline;
    private final CompletableFuture<Committed> answer = new CompletableFuture<>();
    private boolean tried;
    private @Nullable Instant attempt;

    /** Times of attempts whose outcome is unknown; mostly none. */
    private Set<Instant> attempts = Set.of();

    private boolean lookupOnly;

    /** Span that requested it, if traced. */
    private final @Nullable Trace cause;

    /** Refusal of the change unless it was committed before; from before the room was locked. */
    private final @Nullable ChatterException objection;

    PendingChange(Change change, long deadline) {
        this(change, deadline, null, null);
    }

    PendingChange(
            Change change,
            long deadline,
            @Nullable Trace cause,
            @Nullable ChatterException objection) {
        this.change = change;
        this.cause = cause;
        this.objection = objection;
        var named = change.clientId();
        // A generated id lets a batch with an unknown outcome be retried without writing twice.
        this.key =
                new ClientKey(
                        change.room(),
                        change.by(),
                        named == null ? "~" + UUID.randomUUID() : named);
        this.named = named != null;
        this.deadline = deadline;
    }

    Change change() {
        return this.change;
    }

    ClientKey key() {
        return this.key;
    }

    Fingerprint fingerprint() {
        return Fingerprint.of(this.change);
    }

    @Nullable Trace cause() {
        return this.cause;
    }

    @Nullable ChatterException objection() {
        return this.objection;
    }

    CompletableFuture<Committed> answer() {
        return this.answer;
    }

    boolean isLate(long now) {
        return now - this.deadline > 0;
    }

    /** Records the time with which it is about to be written. */
    void attempt(Instant at) {
        this.attempt = at;
    }

    /** Records that the outcome of the attempt is unknown. */
    void markTried() {
        this.tried = true;
        if (this.attempt != null && !this.lookupOnly) {
            this.attempts = new HashSet<>(this.attempts);
            this.attempts.add(this.attempt);
        }
    }

    boolean wasTried() {
        return this.tried;
    }

    /**
     * Returns true if a row with that time came from one of our attempts, not from an earlier
     * change with this client id.
     */
    boolean wasTriedAt(Instant at) {
        return this.attempts.contains(at);
    }

    /** Returns true if it may be committed already: after an attempt, or with a given client id. */
    boolean mayBeCommitted() {
        return this.tried || this.named;
    }

    /** Fails the result, as the deadline has passed. The change may still be committed. */
    void timeOut() {
        this.answer.completeExceptionally(new StorageUnavailable());
    }

    /**
     * Fails the result. Returns true if the change must stay queued: an attempt may have committed
     * it, so that it is looked up, but not written, and published if found.
     */
    boolean expire() {
        timeOut();
        this.lookupOnly = this.tried;
        return this.lookupOnly;
    }

    /** Returns true if it is only looked up and not written. */
    boolean isLookupOnly() {
        return this.lookupOnly;
    }
}
