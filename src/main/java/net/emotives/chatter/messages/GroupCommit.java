package net.emotives.chatter.messages;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.messages.spi.CommitParticipant;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomLog;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.rooms.Visibility;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Writes a batch of changes in one transaction: makes new rooms, locks the heads of all, reads what
 * the changes need to know, has the {@link Ledger} decide, writes, and lets the participants write.
 * What is read goes to the database together, and what is written with the commit: two round trips.
 * The number of statements depends on the kinds of changes in the batch and never on their number;
 * of messages alone it is: lock, ids, membership (only where not all rooms are direct), client ids
 * (only where there are any), heads, messages, one a participant, commit. A round trip more is made
 * for rooms that are new, for client ids of something that was no message, and where somebody
 * comes, goes, or does not belong: whether rooms not seen before are public.
 */
@Component
class GroupCommit implements Commit {

    private final Cluster cluster;
    private final RoomLog log;
    private final Rooms rooms;
    private final Members members;
    private final MessageRows messages;
    private final EventRows events;
    private final ReactionRows reactions;
    private final List<CommitParticipant> participants;
    private final TransactionOperations transactions;
    private final JdbcOperations jdbc;
    private final Clock clock;

    GroupCommit(
            Cluster cluster,
            RoomLog log,
            Rooms rooms,
            Members members,
            MessageRows messages,
            EventRows events,
            ReactionRows reactions,
            List<CommitParticipant> participants,
            TransactionOperations transactions,
            JdbcOperations jdbc,
            Clock clock) {
        this.cluster = cluster;
        this.log = log;
        this.rooms = rooms;
        this.members = members;
        this.messages = messages;
        this.events = events;
        this.reactions = reactions;
        this.participants = participants;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param held changes that were not decided, because somebody else holds their rooms
     * @param events what the others are to hear, of one room in the order of the sequence
     */
    record Outcome(
            Map<Pending, Numbered> numbered,
            Map<Pending, ChatterException> refused,
            List<Pending> held,
            List<RoomEvent> events) {}

    @Override
    public Outcome commit(List<Pending> batch) {
        if (!this.cluster.mayWrite()) {
            throw new CannotCreateTransactionException("Another node writes, or may do so");
        }
        var outcome = Objects.requireNonNull(this.transactions.execute(_ -> write(batch)));
        for (var pending : outcome.numbered().keySet()) {
            if (pending.change() instanceof Change.Opening(var room, _, _)) {
                this.rooms.remember(room);
            }
        }
        return outcome;
    }

    private Outcome write(List<Pending> batch) {
        var now = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
        batch.forEach(pending -> pending.attempt(now));
        var ledger = new Ledger(read(batch), now);
        batch.forEach(ledger::decide);
        return write(ledger);
    }

    private Ledger.Read read(List<Pending> batch) {
        var described = new LinkedHashMap<RoomId, Room>();
        var memberships = new HashSet<Members.Key>();
        var moving = new HashSet<RoomId>();
        var targets = new HashSet<Target.Key>();
        var reactions = new HashSet<ReactionRows.Key>();
        var drafts = 0;
        for (var pending : batch) {
            var change = pending.change();
            switch (change) {
                case Change.Opening(var room, _, _) -> {
                    // What is only looked up makes no room; of two that ask, the first describes
                    // it.
                    if (!pending.isDoubtful()) {
                        described.putIfAbsent(room.id(), room);
                    }
                }
                case Change.OfMembers who -> {
                    memberships.add(new Members.Key(who.room(), who.user()));
                    moving.add(who.room());
                }
                case Draft(var room, _, _, _, _, var replyTo) -> {
                    drafts++;
                    if (replyTo != null) {
                        targets.add(new Target.Key(room, replyTo));
                    }
                }
                case Change.OfMessage of -> {
                    targets.add(new Target.Key(of.room(), of.message()));
                    if (of instanceof Change.Reaction given) {
                        reactions.add(
                                new ReactionRows.Key(
                                        given.room(),
                                        given.message(),
                                        given.by(),
                                        given.reaction()));
                    }
                }
            }
            if (!change.room().isDirect() && !(change instanceof Change.Opening)) {
                memberships.add(new Members.Key(change.room(), change.by()));
            }
        }
        var opened =
                described.isEmpty()
                        ? Set.<RoomId>of()
                        : this.log.open(List.copyOf(described.values()));
        // Nothing is read before the locks are held: what was read could be out of date.
        var reads = new Pipeline();
        var heads =
                this.log.lock(batch.stream().map(pending -> pending.key().room()).toList(), reads);
        Supplier<List<MessageId>> ids = drafts == 0 ? List::of : this.messages.ids(drafts, reads);
        Supplier<Map<Members.Key, Member>> found =
                memberships.isEmpty() ? Map::of : this.members.find(memberships, reads);
        var asked = batch.stream().filter(Pending::mayBeKnown).toList();
        Supplier<Map<Pending.ClientKey, EventRows.Known>> known =
                asked.isEmpty() ? Map::of : this.events.known(asked, reads);
        Supplier<Map<Target.Key, Target>> targeted =
                targets.isEmpty() ? Map::of : this.messages.targets(targets, reads);
        Supplier<Map<ReactionRows.Key, ReactionRows.State>> reacted =
                reactions.isEmpty() ? Map::of : this.reactions.find(reactions, reads);
        reads.run(this.jdbc);
        var members = found.get();
        // Who belongs to a room, and stays, need not be told whether it is public.
        memberships.stream()
                .filter(key -> !members.containsKey(key))
                .forEach(key -> moving.add(key.room()));
        return new Ledger.Read(
                heads.get(),
                ids.get(),
                opened,
                known.get(),
                new Standing(members, publicAmong(moving, described, opened)),
                targeted.get(),
                reacted.get());
    }

    private Set<RoomId> publicAmong(
            Set<RoomId> asked, Map<RoomId, Room> described, Set<RoomId> opened) {
        var found = new HashSet<RoomId>();
        for (var room : opened) {
            if (Objects.requireNonNull(described.get(room)).visibility() == Visibility.PUBLIC) {
                found.add(room);
            }
        }
        asked.removeAll(opened);
        if (!asked.isEmpty()) {
            found.addAll(this.rooms.publicAmong(asked));
        }
        return found;
    }

    private Outcome write(Ledger ledger) {
        var numbered = new HashMap<>(ledger.numbered());
        var made = new ArrayList<RoomEvent>();
        for (var doubted : ledger.doubted()) {
            made.addAll(whole(doubted));
        }
        if (!ledger.decisions().isEmpty()) {
            var writes = new Pipeline();
            writeMembers(ledger.standing(), writes);
            this.log.advance(ledger.moved(), ledger.standing().moved(), ledger.spoke(), writes);
            insert(ledger, writes);
            if (!ledger.rules().touched().isEmpty()) {
                this.messages.update(List.copyOf(ledger.rules().touched()), writes);
            }
            if (!ledger.rules().reacted().isEmpty()) {
                this.reactions.write(ledger.rules().reacted(), writes);
            }
            // With the rest, it costs no round trip of its own; Spring finds nothing left to do.
            writes.update("COMMIT");
            writes.run(this.jdbc);
            ledger.decisions().forEach(decision -> made.add(decision.made()));
        }
        var refused = new HashMap<>(ledger.refused());
        for (var twin : ledger.twins()) {
            var first = ledger.firstOf(twin).pending();
            if (first.change().fingerprint().equals(twin.change().fingerprint())) {
                var before = Objects.requireNonNull(numbered.get(first));
                numbered.put(twin, new Numbered(before.sequence(), before.message(), true));
            } else {
                refused.put(twin, new ClientIdReused());
            }
        }
        return new Outcome(numbered, refused, ledger.held(), made);
    }

    /** Of what opened a room, everything: its name belongs to the last event alone. */
    private List<RoomEvent> whole(Ledger.Doubted doubted) {
        var found = doubted.found();
        return doubted.pending().change() instanceof Change.Opening
                ? this.events.between(found.room(), 0, found.sequence())
                : List.of(found);
    }

    private void insert(Ledger ledger, Pipeline writes) {
        var sent = new ArrayList<Message>();
        var others = new ArrayList<Ledger.Decision>();
        for (var decision : ledger.decisions()) {
            if (decision.made() instanceof RoomEvent.Sent(var message)) {
                sent.add(message);
            } else {
                others.add(decision);
            }
        }
        if (!sent.isEmpty()) {
            this.messages.insert(sent, writes);
            this.participants.forEach(participant -> participant.committing(sent, writes));
        }
        if (!others.isEmpty()) {
            this.events.insert(others, ledger.now(), writes);
        }
    }

    private void writeMembers(Standing standing, Pipeline writes) {
        var gone = standing.gone();
        if (!gone.isEmpty()) {
            this.members.remove(gone, writes);
        }
        var came = standing.came();
        if (!came.isEmpty()) {
            this.members.add(came, came.stream().map(standing::caughtUp).toList(), writes);
        }
        if (!standing.withoutOwner().isEmpty()) {
            this.members.succeed(standing.withoutOwner(), writes);
        }
    }
}
