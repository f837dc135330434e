package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.rooms.Head;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomLog;

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
 * Decides a batch in memory, change after change as they were handed in, on what was read under the
 * locks: who gets which number, and who is refused. Each change sees what those before it in the
 * batch did.
 */
final class Ledger {

    /** A change of which nobody knew whether it was written, and what was found of it. */
    record Doubted(Pending pending, RoomEvent found) {}

    /**
     * What was read for the batch.
     *
     * @param ids enough for all its messages
     */
    record Read(
            Map<RoomId, Head> heads,
            List<MessageId> ids,
            Set<RoomId> opened,
            Map<Pending.ClientKey, EventRows.Known> known,
            Standing standing,
            Map<Target.Key, Target> targets,
            BatchReactions reactions) {}

    /** A number given to a change, and what happened with it. */
    record Decision(Pending pending, String clientId, Head head, RoomEvent made) {}

    private final Read read;
    private final Instant now;
    private final Rules rules;
    private final Map<RoomId, Head> heads;
    private final Iterator<MessageId> ids;
    private final Map<Pending.ClientKey, Decision> first = new HashMap<>();
    private final List<Decision> decisions = new ArrayList<>();
    private final List<Pending> twins = new ArrayList<>();
    private final List<Pending> held = new ArrayList<>();
    private final Map<Pending, Numbered> numbered = new LinkedHashMap<>();
    private final Map<Pending, ChatterException> refused = new HashMap<>();
    private final List<Doubted> doubted = new ArrayList<>();

    Ledger(Read read, Instant now) {
        this.read = read;
        this.now = now;
        this.heads = new HashMap<>(read.heads());
        this.ids = read.ids().iterator();
        this.rules = new Rules(this, read, now);
    }

    /** Decides the next one; what is in a room that somebody else holds stays undecided. */
    void decide(Pending pending) {
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
            this.twins.add(pending);
        } else if (!pending.isDoubtful()) {
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

    /** Whether all that is to be known of one that was not read for was read for others. */
    boolean canTake(Pending pending) {
        return pending.change() instanceof Draft draft
                && draft.replyTo() == null
                && !pending.mayBeKnown()
                && this.heads.containsKey(draft.room())
                && standing().of(draft.room(), draft.sender()).isPresent()
                && this.ids.hasNext();
    }

    private void repeat(Pending pending, EventRows.Known before) {
        // Of what an earlier one of that name made, everybody heard.
        var ours = pending.wasTriedAt(before.at());
        if (ours) {
            this.doubted.add(new Doubted(pending, before.event()));
        }
        if (before.fingerprint().equals(pending.change().fingerprint())) {
            var message = before.event() instanceof RoomEvent.Sent(var sent) ? sent : null;
            this.numbered.put(
                    pending,
                    // Whoever asked only once is told so, though we asked the database twice.
                    new Numbered(before.event().sequence(), message, !ours));
        } else {
            this.refused.put(pending, new ClientIdReused());
        }
    }

    Head head(Change change) {
        return Objects.requireNonNull(this.heads.get(change.room()));
    }

    void number(Pending pending, Head head, RoomEvent made) {
        number(pending, pending.key().clientId(), head, made);
    }

    void number(Pending pending, String clientId, Head head, RoomEvent made) {
        this.heads.put(head.room(), head);
        var decision = new Decision(pending, clientId, head, made);
        this.decisions.add(decision);
        this.first.put(pending.key(), decision);
        var message = made instanceof RoomEvent.Sent(var sent) ? sent : null;
        this.numbered.put(pending, new Numbered(head.sequence(), message, false));
    }

    /** For the next message. */
    MessageId nextId() {
        return this.ids.next();
    }

    /** Those for which there was no message. */
    List<MessageId> unusedIds() {
        var unused = new ArrayList<MessageId>();
        this.ids.forEachRemaining(unused::add);
        return unused;
    }

    Instant now() {
        return this.now;
    }

    Standing standing() {
        return this.read.standing();
    }

    BatchReactions reactions() {
        return this.read.reactions();
    }

    /** It is so already, since that number. */
    void standsSince(Pending pending, long sequence) {
        this.numbered.put(pending, new Numbered(sequence, null, true));
    }

    /** The numbers given, in the order in which they were. */
    List<Decision> decisions() {
        return this.decisions;
    }

    /** The heads of the rooms where something happened. */
    List<RoomLog.Moved> moved() {
        return this.decisions.stream()
                .map(decision -> decision.head().room())
                .distinct()
                .map(room ->
                        new RoomLog.Moved(
                                Objects.requireNonNull(this.read.heads().get(room)),
                                Objects.requireNonNull(this.heads.get(room))))
                .toList();
    }

    /** Who said something, and the ordinal of the last. */
    Map<Members.Key, Long> spoke() {
        var spoke = new LinkedHashMap<Members.Key, Long>();
        for (var decision : this.decisions) {
            if (decision.pending().change() instanceof Draft draft) {
                spoke.put(new Members.Key(draft.room(), draft.sender()), decision.head().ordinal());
            }
        }
        return spoke;
    }

    /** What the changes did besides taking numbers. */
    Rules rules() {
        return this.rules;
    }

    /** Changes under the name of one before them in the same batch. */
    List<Pending> twins() {
        return this.twins;
    }

    Decision firstOf(Pending twin) {
        return Objects.requireNonNull(this.first.get(twin.key()));
    }

    /** Changes in rooms that somebody else holds: nothing was decided of them. */
    List<Pending> held() {
        return this.held;
    }

    /** What was found to be there though nobody knew whether it was written. */
    List<Doubted> doubted() {
        return this.doubted;
    }

    Map<Pending, Numbered> numbered() {
        return this.numbered;
    }

    Map<Pending, ChatterException> refused() {
        return this.refused;
    }
}
