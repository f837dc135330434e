package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.ClientIdReused;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.RoomAlreadyExists;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.WritePolicy;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.RoomId;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Decides a batch in memory, in the order in which changes were queued, on what was read under the
 * locks: assigns sequences, or refuses. Each change sees the effects of those before it in the
 * batch. For one batch and thread.
 */
final class Ledger {

    /** Change whose outcome was unknown, with its event as found in the database. */
    record Resolved(PendingChange pending, RoomEvent found) {}

    /**
     * State that a batch is decided on.
     *
     * @param ids ids for all its messages, or more
     * @param opened rooms that this transaction inserted
     * @param known changes that were committed before
     */
    record Read(
            Map<RoomId, Head> heads,
            List<MessageId> ids,
            Set<RoomId> opened,
            Map<PendingChange.ClientKey, ClientIds.Known> known,
            BatchMembership membership,
            Map<Target.Key, Target> targets,
            BatchReactions reactions) {}

    /** Event of a change, with the head after it. */
    record Decision(PendingChange pending, String clientId, Head head, RoomEvent event) {}

    private final Read read;
    private final Instant now;
    private final Rules rules;
    private final Map<RoomId, Head> heads;
    private final Iterator<MessageId> ids;
    private final Map<PendingChange.ClientKey, Decision> first = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<PendingChange> duplicates = new ArrayList<>();
    private final List<PendingChange> held = new ArrayList<>();
    private final Map<PendingChange, Committed> committed = new LinkedHashMap<>();
    private final Map<PendingChange, ChatterException> refused = new HashMap<>();
    private final List<Resolved> resolved = new ArrayList<>();

    Ledger(Read read, Instant now, List<WritePolicy> policies) {
        this.read = read;
        this.now = now;
        this.heads = new HashMap<>(read.heads());
        this.ids = read.ids().iterator();
        this.rules = new Rules(this, read, now, policies);
    }

    /** Decides the next change; one in a room that is not locked stays undecided. */
    void decide(PendingChange pending) {
        if (!this.heads.containsKey(pending.key().room())) {
            if (pending.change() instanceof Change.Opening && !pending.wasTried()) {
                this.refused.put(pending, new RoomAlreadyExists(pending.key().room()));
            } else {
                this.held.add(pending);
            }
            return;
        }
        var before = this.read.known().get(pending.key());
        if (before != null) {
            repeat(pending, before);
        } else if (this.first.containsKey(pending.key())) {
            this.duplicates.add(pending);
        } else if (!pending.isLookupOnly()) {
            try {
                if (pending.objection() != null) {
                    throw pending.objection();
                }
                this.rules.apply(pending);
            } catch (ChatterException refusal) {
                this.refused.put(pending, refusal);
            }
        }
    }

    /** Returns true if a late joiner needs nothing that was not read for the batch. */
    boolean canTake(PendingChange pending) {
        return pending.change() instanceof Draft draft
                && draft.replyTo() == null
                && !pending.mayBeCommitted()
                && this.heads.containsKey(draft.room())
                && membership().of(draft.room(), draft.sender()).isPresent()
                && this.ids.hasNext();
    }

    private void repeat(PendingChange pending, ClientIds.Known before) {
        // The event of an earlier change with this client id was published before.
        var ours = pending.wasTriedAt(before.at());
        if (ours) {
            this.resolved.add(new Resolved(pending, before.event()));
        }
        if (before.fingerprint().equals(pending.fingerprint())) {
            var message = before.event() instanceof RoomEvent.Sent(var sent) ? sent : null;
            this.committed.put(
                    pending,
                    // A retry of ours is no repetition by the user.
                    new Committed(before.event().sequence(), message, !ours));
        } else {
            this.refused.put(pending, new ClientIdReused());
        }
    }

    Head head(Change change) {
        return Objects.requireNonNull(this.heads.get(change.room()));
    }

    /** Appends an event, and answers the change with it. */
    void append(PendingChange pending, Head head, RoomEvent event) {
        append(pending, pending.key().clientId(), head, event);
    }

    /** The same under another client id. */
    void append(PendingChange pending, String clientId, Head head, RoomEvent event) {
        this.heads.put(head.room(), head);
        var decision = new Decision(pending, clientId, head, event);
        this.decisions.add(decision);
        this.first.put(pending.key(), decision);
        var message = event instanceof RoomEvent.Sent(var sent) ? sent : null;
        this.committed.put(pending, new Committed(head.sequence(), message, false));
    }

    /** Takes the id of the next message. */
    MessageId nextId() {
        return this.ids.next();
    }

    /** Returns the ids that no message took. */
    List<MessageId> unusedIds() {
        var unused = new ArrayList<MessageId>();
        this.ids.forEachRemaining(unused::add);
        return unused;
    }

    Instant now() {
        return this.now;
    }

    BatchMembership membership() {
        return this.read.membership();
    }

    BatchReactions reactions() {
        return this.read.reactions();
    }

    /** Answers a change that has no effect with the sequence since which it is so. */
    void alreadyDone(PendingChange pending, long sequence) {
        this.committed.put(pending, new Committed(sequence, null, true));
    }

    /** The events, in the order in which they were appended. */
    List<Decision> decisions() {
        return this.decisions;
    }

    /** The heads that moved. */
    List<HeadRows.Moved> moved() {
        return this.decisions.stream()
                .map(decision -> decision.head().room())
                .distinct()
                .map(room ->
                        new HeadRows.Moved(
                                Objects.requireNonNull(this.read.heads().get(room)),
                                Objects.requireNonNull(this.heads.get(room))))
                .toList();
    }

    /** The ordinal of the last message of each sender. */
    Map<Members.Key, Long> lastMessages() {
        var last = new LinkedHashMap<Members.Key, Long>();
        for (var decision : this.decisions) {
            if (decision.pending().change() instanceof Draft draft) {
                last.put(new Members.Key(draft.room(), draft.sender()), decision.head().ordinal());
            }
        }
        return last;
    }

    Rules rules() {
        return this.rules;
    }

    /** Changes with the client id of one before them in the batch. */
    List<PendingChange> duplicates() {
        return this.duplicates;
    }

    Decision firstOf(PendingChange duplicate) {
        return Objects.requireNonNull(this.first.get(duplicate.key()));
    }

    /** Undecided changes, in rooms that another transaction has locked. */
    List<PendingChange> held() {
        return this.held;
    }

    /** Changes with an unknown outcome that were found committed. */
    List<Resolved> resolved() {
        return this.resolved;
    }

    Map<PendingChange, Committed> committed() {
        return this.committed;
    }

    Map<PendingChange, ChatterException> refused() {
        return this.refused;
    }
}
