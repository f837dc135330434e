package net.emotives.chatter.messages;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A draft on its way, with whoever waits for it. Used by the writer's thread alone once it was
 * handed in.
 */
final class PendingDraft {

    private final Draft draft;
    private final String clientId;
    private final long deadline;
    private final CompletableFuture<Message> answer = new CompletableFuture<>();
    private boolean tried;

    PendingDraft(Draft draft, long deadline) {
        this.draft = draft;
        // A name of our own lets a batch whose commit was left unknown be tried again without
        // saying anything twice.
        this.clientId = draft.clientId() == null ? "~" + UUID.randomUUID() : draft.clientId();
        this.deadline = deadline;
    }

    Draft draft() {
        return this.draft;
    }

    String clientId() {
        return this.clientId;
    }

    CompletableFuture<Message> answer() {
        return this.answer;
    }

    boolean isLate(long now) {
        return now - this.deadline > 0;
    }

    void markTried() {
        this.tried = true;
    }

    /** Whether it can be there already; a name just made up cannot. */
    boolean mayBeRepeated() {
        return this.tried || this.draft.clientId() != null;
    }
}
