package net.emotives.chatter.messages;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.database.ConditionFailed;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.messages.spi.CommitParticipant;
import net.emotives.chatter.rooms.Members;
import net.emotives.chatter.rooms.RoomLog;
import net.emotives.chatter.rooms.Rooms;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Writes a batch of changes in one transaction: has what they need to know locked and read by the
 * {@link BatchReader}, has the {@link Ledger} decide, writes, and lets the participants write. What
 * is read goes to the database together, and what is written with the commit: two round trips. The
 * number of statements depends on the kinds of changes in the batch and never on their number; of
 * messages alone it is: lock, ids, membership (only where not all rooms are direct), client ids
 * (only where there are any), heads, changes, speakers, messages, one a participant, commit. A
 * round trip more is made for rooms that are new, for client ids of something that was no message,
 * and where somebody comes, goes, or does not belong: whether rooms not seen before are public.
 *
 * <p>Messages in rooms that this node wrote in a moment ago go with one round trip, decided on the
 * {@link Forecast}: that the heads are still there is required instead of read, and that the client
 * ids are unknown, and no BEGIN or COMMIT is needed around them. Where it is wrong nothing is
 * written, and the batch is read for.
 */
@Component
class GroupCommit implements Commit {

    private final Cluster cluster;
    private final BatchReader reader;
    private final RoomLog log;
    private final Rooms rooms;
    private final Members members;
    private final EventRows events;
    private final List<CommitParticipant> participants;
    private final TransactionOperations transactions;
    private final JdbcOperations jdbc;
    private final Clock clock;

    GroupCommit(
            Cluster cluster,
            BatchReader reader,
            RoomLog log,
            Rooms rooms,
            Members members,
            EventRows events,
            List<CommitParticipant> participants,
            JdbcTemplate jdbc,
            Clock clock) {
        this.cluster = cluster;
        this.reader = reader;
        this.log = log;
        this.rooms = rooms;
        this.members = members;
        this.events = events;
        this.participants = participants;
        // Without the entities of JPA, which nothing here uses and each batch would pay for.
        this.transactions =
                new TransactionTemplate(
                        new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
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

    /** What was decided, and what became of it. */
    private record Written(Ledger ledger, Outcome outcome) {}

    @Override
    public Outcome commit(List<Pending> batch, Latecomers latecomers, Forecast forecast) {
        if (!this.cluster.mayWrite()) {
            throw new CannotCreateTransactionException("Another node writes, or may do so");
        }
        Written written;
        try {
            written =
                    forecast.of(batch)
                            .flatMap(read -> tryToWrite(batch, read, forecast))
                            .orElseGet(() -> readAndWrite(batch, latecomers, forecast));
        } catch (RuntimeException unknown) {
            forecast.forget();
            throw unknown;
        }
        forecast.learn(written.ledger());
        for (var pending : written.outcome().numbered().keySet()) {
            if (pending.change() instanceof Change.Opening(var room, _, _)) {
                this.rooms.remember(room);
            }
        }
        return written.outcome();
    }

    /** Nothing, and nothing is written, where the forecast was wrong. */
    private Optional<Written> tryToWrite(
            List<Pending> batch, Ledger.Read expected, Forecast forecast) {
        var ledger = decide(batch, expected, now());
        var writes = new Pipeline();
        this.log.lockAll(expected.heads().keySet(), writes);
        var named = batch.stream().filter(Pending::mayBeKnown).toList();
        if (!named.isEmpty()) {
            EventRows.requireUnknown(named, writes);
        }
        try {
            var written = new Written(ledger, write(ledger, writes));
            forecast.wasRight();
            return Optional.of(written);
        } catch (ConditionFailed movedMeanwhile) {
            forecast.wasWrong();
            return Optional.empty();
        }
    }

    private Written readAndWrite(List<Pending> batch, Latecomers latecomers, Forecast forecast) {
        var ahead = forecast.idsAhead(batch.size());
        var times = latecomers.areLikely() ? Math.max(2, ahead) : ahead;
        return Objects.requireNonNull(
                this.transactions.execute(_ -> {
                    var now = now();
                    var ledger = decide(batch, this.reader.read(batch, times), now);
                    latecomers.board(pending -> {
                        if (!ledger.canTake(pending)) {
                            return false;
                        }
                        pending.attempt(now);
                        ledger.decide(pending);
                        return true;
                    });
                    return new Written(ledger, write(ledger, new Pipeline()));
                }));
    }

    private Instant now() {
        return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Ledger decide(List<Pending> batch, Ledger.Read read, Instant now) {
        batch.forEach(pending -> pending.attempt(now));
        var ledger = new Ledger(read, now);
        batch.forEach(ledger::decide);
        return ledger;
    }

    private Outcome write(Ledger ledger, Pipeline writes) {
        var numbered = new HashMap<>(ledger.numbered());
        var made = new ArrayList<RoomEvent>();
        for (var doubted : ledger.doubted()) {
            made.addAll(whole(doubted));
        }
        if (!ledger.decisions().isEmpty()) {
            writeMembers(ledger.standing(), writes);
            this.log.advance(ledger.moved(), ledger.standing().moved(), ledger.spoke(), writes);
            insert(ledger, writes);
            if (!ledger.rules().touched().isEmpty()) {
                MessageRows.update(List.copyOf(ledger.rules().touched()), writes);
            }
            ledger.reactions().write(writes);
            writes.runAndCommit(this.jdbc);
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
            MessageRows.insert(sent, writes);
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
