package net.emotives.chatter.journal.writer;

import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.journal.Head;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.RoomId;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * State after the last batches: heads of their rooms, members that were read, and unused message
 * ids. The next batch of messages in these rooms is decided on it without reading, and written on
 * the condition that no head has moved: whatever would invalidate this state moves a head. For one
 * thread at a time.
 */
final class OptimisticState {

    /** Lifetime after a commit, so that no message gets an id that was taken long before it. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int MAX_ROOMS = 4096;

    /** Number of batches of the same size that a batch takes message ids for. */
    private static final int BATCHES_AHEAD = 32;

    /** Maximum message ids that a batch takes ahead. */
    private static final int MAX_IDS = 1000;

    /**
     * After a failed optimistic write, this many batches take the locking path; doubles each time.
     */
    private static final int BACK_OFF = 100;

    private static final int MAX_BACK_OFF = 12_800;

    /** Head of a room, with some members that the room has at that head. */
    private record Known(Head head, Map<Members.Key, Member> members) {}

    private final LongSupplier nanos;
    private final Map<RoomId, Known> rooms =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<RoomId, Known> eldest) {
                    return size() > MAX_ROOMS;
                }
            };
    private List<MessageId> ids = List.of();
    private long learntAt;
    private int backOff;
    private int nextBackOff = BACK_OFF;

    OptimisticState() {
        this(System::nanoTime);
    }

    OptimisticState(LongSupplier nanos) {
        this.nanos = nanos;
        this.learntAt = nanos.getAsLong() - FRESH.toNanos();
    }

    /** Returns what the locking path would read for this batch, if all of it is known. */
    Optional<Ledger.Read> read(List<PendingChange> batch) {
        clearIfStale();
        if (this.backOff > 0) {
            this.backOff--;
            return Optional.empty();
        }
        if (batch.size() > this.ids.size()) {
            return Optional.empty();
        }
        var heads = new HashMap<RoomId, Head>();
        var members = new HashMap<Members.Key, Member>();
        for (var pending : batch) {
            var room = this.rooms.get(pending.key().room());
            if (room == null || !isPlain(pending)) {
                return Optional.empty();
            }
            if (!room.head().room().isDirect()) {
                var key = new Members.Key(room.head().room(), pending.key().by());
                var member = room.members().get(key);
                if (member == null) {
                    return Optional.empty();
                }
                members.put(key, member);
            }
            heads.put(room.head().room(), room.head());
        }
        return Optional.of(
                new Ledger.Read(
                        heads,
                        this.ids,
                        Set.of(),
                        Map.of(),
                        new BatchMembership(members, Set.of()),
                        Map.of(),
                        BatchReactions.none()));
    }

    /** Returns true for a first attempt without a reply and without an objection. */
    private static boolean isPlain(PendingChange pending) {
        return pending.change() instanceof Draft draft
                && draft.replyTo() == null
                && pending.objection() == null
                && !pending.wasTried();
    }

    /** Returns the multiple of the batch size for which message ids are taken. */
    int idsAhead(int messages) {
        clearIfStale();
        return this.backOff > 0 || this.rooms.isEmpty()
                ? 1
                : Math.max(1, Math.min(BATCHES_AHEAD, MAX_IDS / Math.max(1, messages)));
    }

    /** Takes over the state after a committed batch. */
    void learn(Ledger ledger) {
        this.learntAt = this.nanos.getAsLong();
        this.ids = ledger.unusedIds();
        for (var moved : ledger.moved()) {
            var room = moved.after().room();
            var before = this.rooms.get(room);
            this.rooms.put(
                    room,
                    before != null && before.head().equals(moved.before())
                            ? new Known(moved.after(), before.members())
                            : new Known(moved.after(), new HashMap<>()));
        }
        for (var decision : ledger.decisions()) {
            learn(ledger, decision);
        }
    }

    private void learn(Ledger ledger, Ledger.Decision decision) {
        var key = decision.pending().key();
        if (!(decision.event() instanceof RoomEvent.Sent)) {
            this.rooms.remove(key.room());
            return;
        }
        var room = this.rooms.get(key.room());
        if (room != null && !key.room().isDirect()) {
            ledger.membership()
                    .of(key.room(), key.by())
                    .ifPresent(member ->
                            room.members().put(new Members.Key(key.room(), key.by()), member));
        }
    }

    /** Records that an optimistic write was committed. */
    void succeeded() {
        this.nextBackOff = Math.max(BACK_OFF, this.nextBackOff / 2);
    }

    /** Records that a head had moved or a client id was known, and starts the back-off. */
    void failed() {
        clear();
        this.backOff = this.nextBackOff;
        this.nextBackOff = Math.min(MAX_BACK_OFF, this.nextBackOff * 2);
    }

    /** Forgets all, when the outcome of a batch is unknown. */
    void clear() {
        this.rooms.clear();
        this.ids = List.of();
    }

    private void clearIfStale() {
        if (this.nanos.getAsLong() - this.learntAt > FRESH.toNanos()) {
            clear();
        }
    }
}
