package net.emotives.chatter.journal.writer;

import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.database.ConditionFailed;
import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Change;
import net.emotives.chatter.journal.ClientIdReused;
import net.emotives.chatter.journal.Committed;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.WritePolicy;
import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.rooms.Rooms;

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
 * Group commit: writes a batch of changes in one transaction. {@link BatchReader} locks the heads
 * and reads what the decisions need, {@link Ledger} decides, {@link BatchWriter} writes. The reads
 * go to the database together, and the writes together with the commit: two round trips. The number
 * of statements depends on the kinds of changes in the batch and never on their number; for
 * messages alone it is: lock, ids, membership (only if not all rooms are direct), client ids (only
 * if there are any), heads, change log, senders, messages, one per participant, commit. A further
 * round trip is made for new rooms, for client ids of events that are no messages, and where users
 * join, leave or are no members: whether rooms that are not cached are public.
 *
 * <p>Optimistic writes: messages in rooms that this node wrote a moment ago go with one round trip,
 * decided on {@link OptimisticState}. It requires, instead of reading, that the heads have not
 * moved and that the client ids are unknown, and needs neither BEGIN nor COMMIT. If a condition
 * fails, nothing is written and the batch falls back to the locking path.
 */
@Component
class GroupCommit implements Commit {

    private final Cluster cluster;
    private final BatchReader reader;
    private final BatchWriter writer;
    private final Rooms rooms;
    private final List<WritePolicy> policies;
    private final TransactionOperations transactions;
    private final Clock clock;

    GroupCommit(
            Cluster cluster,
            BatchReader reader,
            BatchWriter writer,
            Rooms rooms,
            List<WritePolicy> policies,
            JdbcTemplate jdbc,
            Clock clock) {
        this.cluster = cluster;
        this.reader = reader;
        this.writer = writer;
        this.rooms = rooms;
        this.policies = policies;
        // Without the entities of JPA, which nothing here uses and each batch would pay for.
        this.transactions =
                new TransactionTemplate(
                        new JdbcTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        this.clock = clock;
    }

    /**
     * Result of a batch.
     *
     * @param held changes that were not decided, because another transaction has locked their rooms
     * @param events events to publish, those of one room in the order of their sequences
     */
    record Outcome(
            Map<PendingChange, Committed> committed,
            Map<PendingChange, ChatterException> refused,
            List<PendingChange> held,
            List<RoomEvent> events) {}

    /** Ledger of a committed batch, with its result. */
    private record Written(Ledger ledger, Outcome outcome) {}

    @Override
    public Outcome commit(
            List<PendingChange> batch, LateJoiners lateJoiners, OptimisticState optimistic) {
        if (!this.cluster.mayWrite()) {
            throw new CannotCreateTransactionException("Another node writes, or may do so");
        }
        Written written;
        try {
            written =
                    optimistic
                            .read(batch)
                            .flatMap(read -> writeOptimistically(batch, read, optimistic))
                            .orElseGet(() -> readAndWrite(batch, lateJoiners, optimistic));
        } catch (RuntimeException unknown) {
            optimistic.clear();
            throw unknown;
        }
        optimistic.learn(written.ledger());
        for (var pending : written.outcome().committed().keySet()) {
            if (pending.change() instanceof Change.Opening(var room, _, _)) {
                this.rooms.remember(room);
            }
        }
        return written.outcome();
    }

    /** Returns empty, and writes nothing, if the expected state was out of date. */
    private Optional<Written> writeOptimistically(
            List<PendingChange> batch, Ledger.Read expected, OptimisticState optimistic) {
        var ledger = decide(batch, expected, now());
        var writes = new Pipeline();
        HeadRows.lockAll(expected.heads().keySet(), writes);
        var named = batch.stream().filter(PendingChange::mayBeCommitted).toList();
        if (!named.isEmpty()) {
            ClientIds.requireUnknown(named, writes);
        }
        try {
            var written = new Written(ledger, write(ledger, writes));
            optimistic.succeeded();
            return Optional.of(written);
        } catch (ConditionFailed moved) {
            optimistic.failed();
            return Optional.empty();
        }
    }

    private Written readAndWrite(
            List<PendingChange> batch, LateJoiners lateJoiners, OptimisticState optimistic) {
        var ahead = optimistic.idsAhead(batch.size());
        var times = lateJoiners.areExpected() ? Math.max(2, ahead) : ahead;
        return Objects.requireNonNull(
                this.transactions.execute(_ -> {
                    var now = now();
                    var ledger = decide(batch, this.reader.read(batch, times), now);
                    lateJoiners.offer(pending -> {
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

    private Ledger decide(List<PendingChange> batch, Ledger.Read read, Instant now) {
        batch.forEach(pending -> pending.attempt(now));
        var ledger = new Ledger(read, now, this.policies);
        batch.forEach(ledger::decide);
        return ledger;
    }

    private Outcome write(Ledger ledger, Pipeline writes) {
        var committed = new HashMap<>(ledger.committed());
        var events = new ArrayList<RoomEvent>();
        for (var resolved : ledger.resolved()) {
            events.addAll(this.reader.eventsOf(resolved));
        }
        if (!ledger.decisions().isEmpty()) {
            this.writer.write(ledger, writes);
            ledger.decisions().forEach(decision -> events.add(decision.event()));
        }
        var refused = new HashMap<>(ledger.refused());
        for (var duplicate : ledger.duplicates()) {
            var first = ledger.firstOf(duplicate).pending();
            if (first.fingerprint().equals(duplicate.fingerprint())) {
                var before = Objects.requireNonNull(committed.get(first));
                committed.put(duplicate, new Committed(before.sequence(), before.message(), true));
            } else {
                refused.put(duplicate, new ClientIdReused());
            }
        }
        return new Outcome(committed, refused, ledger.held(), events);
    }
}
