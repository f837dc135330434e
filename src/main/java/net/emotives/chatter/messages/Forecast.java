package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.Head;
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
 * What the batches of a moment ago left behind: where the logs of their rooms end, who was found to
 * belong to them, and numbers for messages that nobody used. The next batch of messages in such
 * rooms is decided on it without reading; whoever writes it requires that no head moved meanwhile,
 * as whatever could make this wrong moves one. For one thread at a time.
 */
final class Forecast {

    /**
     * Nothing is kept for longer after a commit: later, a message would have a number that was
     * taken long before it.
     */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int ROOMS = 4096;

    /** For how many batches like it a batch takes numbers, while batches come quickly. */
    private static final int AHEAD = 32;

    private static final int IDS = 1000;

    /** After a forecast that was wrong, so many batches are read for; twice as many each time. */
    private static final int CAUTION = 100;

    private static final int MOST_CAUTION = 12_800;

    /** A head, and some of those who belong to the room while it is there. */
    private record Known(Head head, Map<Members.Key, Member> members) {}

    private final LongSupplier nanos;
    private final Map<RoomId, Known> rooms =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<RoomId, Known> eldest) {
                    return size() > ROOMS;
                }
            };
    private List<MessageId> ids = List.of();
    private long learntAt;
    private int caution;
    private int nextCaution = CAUTION;

    Forecast() {
        this(System::nanoTime);
    }

    Forecast(LongSupplier nanos) {
        this.nanos = nanos;
        this.learntAt = nanos.getAsLong() - FRESH.toNanos();
    }

    /** What reading for this batch would give, where that is known. */
    Optional<Ledger.Read> of(List<Pending> batch) {
        forgetWhatIsOld();
        if (this.caution > 0) {
            this.caution--;
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
                        new Standing(members, Set.of()),
                        Map.of(),
                        BatchReactions.none()));
    }

    /** Returns true for a first attempt without a reply and without an objection. */
    private static boolean isPlain(Pending pending) {
        return pending.change() instanceof Draft draft
                && draft.replyTo() == null
                && pending.objection() == null
                && !pending.wasTried();
    }

    /** For how many times as many messages as a batch has numbers are to be taken. */
    int idsAhead(int messages) {
        forgetWhatIsOld();
        return this.caution > 0 || this.rooms.isEmpty()
                ? 1
                : Math.max(1, Math.min(AHEAD, IDS / Math.max(1, messages)));
    }

    /** What was decided there is committed. */
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
        if (!(decision.made() instanceof RoomEvent.Sent)) {
            this.rooms.remove(key.room());
            return;
        }
        var room = this.rooms.get(key.room());
        if (room != null && !key.room().isDirect()) {
            ledger.standing()
                    .of(key.room(), key.by())
                    .ifPresent(member ->
                            room.members().put(new Members.Key(key.room(), key.by()), member));
        }
    }

    /** It came true. */
    void wasRight() {
        this.nextCaution = Math.max(CAUTION, this.nextCaution / 2);
    }

    /** It did not come true. */
    void wasWrong() {
        forget();
        this.caution = this.nextCaution;
        this.nextCaution = Math.min(MOST_CAUTION, this.nextCaution * 2);
    }

    /** Nobody knows what there is. */
    void forget() {
        this.rooms.clear();
        this.ids = List.of();
    }

    private void forgetWhatIsOld() {
        if (this.nanos.getAsLong() - this.learntAt > FRESH.toNanos()) {
            forget();
        }
    }
}
