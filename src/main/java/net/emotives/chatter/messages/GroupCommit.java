package net.emotives.chatter.messages;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.messages.spi.CommitParticipant;
import net.emotives.chatter.rooms.Member;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.Room;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomLog;
import net.emotives.chatter.rooms.Rooms;
import net.emotives.chatter.rooms.Visibility;

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

/**
 * Writes a batch of changes in one transaction: makes new rooms, locks the heads of all, reads what
 * the changes need to know, has the {@link Ledger} decide, writes, and lets the participants write.
 * The number of statements depends on the kinds of changes in the batch and never on their number;
 * of messages alone it is: lock, membership (only where not all rooms are direct), client ids (only
 * where there are any, and once more where one is known), heads, messages, and one a participant.
 * Once more is asked where somebody comes, goes, or does not belong: whether rooms not seen before
 * are public.
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
        var heads = this.log.lock(batch.stream().map(pending -> pending.key().room()).toList());
        var asked = batch.stream().filter(Pending::mayBeKnown).toList();
        var members =
                memberships.isEmpty()
                        ? Map.<Members.Key, Member>of()
                        : this.members.find(memberships);
        // Who belongs to a room, and stays, need not be told whether it is public.
        memberships.stream()
                .filter(key -> !members.containsKey(key))
                .forEach(key -> moving.add(key.room()));
        return new Ledger.Read(
                heads,
                opened,
                asked.isEmpty() ? Map.of() : this.events.known(asked),
                new Standing(members, publicAmong(moving, described, opened)),
                targets.isEmpty() ? Map.of() : this.messages.targets(targets),
                reactions.isEmpty() ? Map.of() : this.reactions.find(reactions));
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
            writeMembers(ledger.standing());
            this.log.advance(ledger.moved(), ledger.standing().moved(), ledger.spoke());
            made.addAll(insert(ledger, numbered));
            if (!ledger.rules().touched().isEmpty()) {
                this.messages.update(List.copyOf(ledger.rules().touched()));
            }
            if (!ledger.rules().reacted().isEmpty()) {
                this.reactions.write(ledger.rules().reacted());
            }
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

    private List<RoomEvent> insert(Ledger ledger, Map<Pending, Numbered> numbered) {
        var rows = new ArrayList<MessageRows.Row>();
        var others = new ArrayList<Ledger.Decision>();
        for (var decision : ledger.decisions()) {
            if (decision.pending().change() instanceof Draft draft) {
                rows.add(new MessageRows.Row(draft, decision.clientId(), decision.head()));
            } else {
                others.add(decision);
            }
        }
        var sent = rows.isEmpty() ? List.<Message>of() : insert(rows, ledger);
        if (!others.isEmpty()) {
            this.events.insert(others, ledger.now());
        }
        var made = new ArrayList<RoomEvent>();
        var next = sent.iterator();
        for (var decision : ledger.decisions()) {
            if (decision.made() != null) {
                made.add(decision.made());
            } else {
                var message = next.next();
                made.add(new RoomEvent.Sent(message));
                numbered.put(decision.pending(), new Numbered(message.sequence(), message, false));
            }
        }
        return made;
    }

    private List<Message> insert(List<MessageRows.Row> rows, Ledger ledger) {
        var ids = this.messages.insert(rows, ledger.now());
        var sent = new ArrayList<Message>(rows.size());
        for (var i = 0; i < rows.size(); i++) {
            sent.add(rows.get(i).toMessage(ids.get(i), ledger.now()));
        }
        this.participants.forEach(participant -> participant.committing(sent));
        return sent;
    }

    private void writeMembers(Standing standing) {
        var gone = standing.gone();
        if (!gone.isEmpty()) {
            this.members.remove(gone);
        }
        var came = standing.came();
        if (!came.isEmpty()) {
            this.members.add(came, came.stream().map(standing::caughtUp).toList());
        }
        if (!standing.withoutOwner().isEmpty()) {
            this.members.succeed(standing.withoutOwner());
        }
    }
}
