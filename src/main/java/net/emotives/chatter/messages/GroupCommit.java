package net.emotives.chatter.messages;

import net.emotives.chatter.messages.spi.CommitParticipant;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.rooms.RoomLog;
import net.emotives.chatter.users.UserId;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Writes a batch of drafts in one transaction: locks the heads of their rooms, answers what was
 * said before, takes the sequences, inserts the messages and lets the participants write. The
 * number of statements does not depend on the size of the batch: lock, look-up (only where a client
 * id may be known), heads, messages, and one a participant.
 */
@Component
class GroupCommit {

    private final RoomLog log;
    private final MessageRows rows;
    private final List<CommitParticipant> participants;
    private final TransactionOperations transactions;
    private final Clock clock;

    GroupCommit(
            RoomLog log,
            MessageRows rows,
            List<CommitParticipant> participants,
            TransactionOperations transactions,
            Clock clock) {
        this.log = log;
        this.rows = rows;
        this.participants = participants;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What became of a batch.
     *
     * @param said per draft its message; absent where the room's head was held by somebody else
     * @param sent the messages that are new, in the order of their sequences
     */
    record Outcome(Map<PendingDraft, Message> said, List<Message> sent) {}

    /**
     * Returns after the commit. Whatever it throws, nothing is known to be written, and nothing
     * known not to be.
     */
    Outcome commit(List<PendingDraft> batch) {
        return Objects.requireNonNull(this.transactions.execute(_ -> write(batch)));
    }

    private record ClientKey(RoomId room, UserId sender, String clientId) {}

    private Outcome write(List<PendingDraft> batch) {
        var heads = this.log.lock(batch.stream().map(pending -> pending.draft().room()).toList());
        var known = known(batch);
        var said = new HashMap<PendingDraft, Message>();
        var fresh = new ArrayList<NewMessage>();
        var repeats = new ArrayList<PendingDraft>();
        var taken = new HashSet<ClientKey>();
        for (var pending : batch) {
            var head = heads.get(pending.draft().room());
            if (head == null) {
                continue;
            }
            var before = known.get(key(pending));
            if (before != null) {
                said.put(pending, before);
            } else if (taken.add(key(pending))) {
                var next = head.withMessage();
                heads.put(head.room(), next);
                fresh.add(new NewMessage(pending, next));
            } else {
                repeats.add(pending);
            }
        }
        var sent = insert(fresh);
        var bySelf = new HashMap<ClientKey, Message>();
        for (var i = 0; i < sent.size(); i++) {
            said.put(fresh.get(i).pending(), sent.get(i));
            bySelf.put(key(fresh.get(i).pending()), sent.get(i));
        }
        repeats.forEach(
                pending -> said.put(pending, Objects.requireNonNull(bySelf.get(key(pending)))));
        return new Outcome(said, sent);
    }

    private Map<ClientKey, Message> known(List<PendingDraft> batch) {
        var asked = batch.stream().filter(PendingDraft::mayBeRepeated).toList();
        var known = new HashMap<ClientKey, Message>();
        if (!asked.isEmpty()) {
            for (var message : this.rows.said(asked)) {
                var clientId = Objects.requireNonNull(message.clientId());
                known.put(new ClientKey(message.room(), message.sender(), clientId), message);
            }
        }
        return known;
    }

    private List<Message> insert(List<NewMessage> fresh) {
        if (fresh.isEmpty()) {
            return List.of();
        }
        var last = new HashMap<RoomId, NewMessage>();
        fresh.forEach(row -> last.put(row.head().room(), row));
        this.log.advance(last.values().stream().map(NewMessage::head).toList());
        var created = this.clock.instant().truncatedTo(ChronoUnit.MICROS);
        var ids = this.rows.insert(fresh, created);
        var sent = new ArrayList<Message>(fresh.size());
        for (var i = 0; i < fresh.size(); i++) {
            sent.add(fresh.get(i).toMessage(ids.get(i), created));
        }
        this.participants.forEach(participant -> participant.committing(sent));
        return sent;
    }

    private static ClientKey key(PendingDraft pending) {
        return new ClientKey(pending.draft().room(), pending.draft().sender(), pending.clientId());
    }
}
