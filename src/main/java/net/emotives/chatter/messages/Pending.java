package net.emotives.chatter.messages;

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
 * A change on its way, with whoever waits for it. Used by the writer's thread alone once it was
 * handed in, but that any thread may tell its user that it is late.
 */
final class Pending {

    /** What a change is called: by whom, in which room. */
    record ClientKey(RoomId room, UserId by, String clientId) {}

    private final Change change;
    private final ClientKey key;
    private final boolean named;
    private final long deadline;
    private final CompletableFuture<Numbered> answer = new CompletableFuture<>();
    private boolean tried;
    private @Nullable Instant attempt;

    /** With which times it may have been written; none in most. */
    private Set<Instant> attempts = Set.of();

    private boolean doubtful;

    /** What asked for it, where that is traced. */
    private final @Nullable Trace cause;

    /** Refuses it unless it was done already; looked at before the room's lock. */
    private final @Nullable ChatterException objection;

    Pending(Change change, long deadline) {
        this(change, deadline, null, null);
    }

    Pending(
            Change change,
            long deadline,
            @Nullable Trace cause,
            @Nullable ChatterException objection) {
        this.change = change;
        this.cause = cause;
        this.objection = objection;
        var named = change.clientId();
        // A name of our own lets a batch whose commit was left unknown be tried again without
        // doing anything twice.
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

    @Nullable Trace cause() {
        return this.cause;
    }

    @Nullable ChatterException objection() {
        return this.objection;
    }

    CompletableFuture<Numbered> answer() {
        return this.answer;
    }

    boolean isLate(long now) {
        return now - this.deadline > 0;
    }

    /** It is about to be written, with that time. */
    void attempt(Instant at) {
        this.attempt = at;
    }

    /** Nobody knows whether it was written. */
    void markTried() {
        this.tried = true;
        if (this.attempt != null && !this.doubtful) {
            this.attempts = new HashSet<>(this.attempts);
            this.attempts.add(this.attempt);
        }
    }

    boolean wasTried() {
        return this.tried;
    }

    /** What was written with that time was written for it, and not for an earlier one so called. */
    boolean wasTriedAt(Instant at) {
        return this.attempts.contains(at);
    }

    /** It can be there already; a name just made up cannot. */
    boolean mayBeKnown() {
        return this.tried || this.named;
    }

    void tellLate() {
        this.answer.completeExceptionally(new StorageUnavailable());
    }

    /**
     * Its user is told that it failed. Where it was tried it may be there all the same, and is then
     * still to be told to the others: it stays, to be looked up and not to be written.
     */
    boolean giveUp() {
        tellLate();
        this.doubtful = this.tried;
        return this.doubtful;
    }

    /** It is only to be looked up. */
    boolean isDoubtful() {
        return this.doubtful;
    }
}
