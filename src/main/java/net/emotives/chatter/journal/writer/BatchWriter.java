package net.emotives.chatter.journal.writer;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.CommitParticipant;

import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;

/** Writes what a ledger decided, and commits. */
@Component
class BatchWriter {

    private final List<CommitParticipant> participants;
    private final JdbcOperations jdbc;

    BatchWriter(List<CommitParticipant> participants, JdbcOperations jdbc) {
        this.participants = participants;
        this.jdbc = jdbc;
    }

    /** Writes and commits in one round trip, behind what the pipeline has. */
    void write(Ledger ledger, Pipeline writes) {
        writeMembers(ledger.membership(), writes);
        HeadRows.advance(ledger.moved(), ledger.membership().moved(), writes);
        var lastMessages = ledger.lastMessages();
        if (!lastMessages.isEmpty()) {
            MemberRows.catchUp(lastMessages, writes);
        }
        insertEvents(ledger, writes);
        if (!ledger.rules().touched().isEmpty()) {
            MessageRows.update(List.copyOf(ledger.rules().touched()), writes);
        }
        ledger.reactions().write(writes);
        writes.runAndCommit(this.jdbc);
    }

    private void insertEvents(Ledger ledger, Pipeline writes) {
        var events = new ArrayList<RoomEvent>();
        var messages = new ArrayList<Message>();
        var others = new ArrayList<Ledger.Decision>();
        for (var decision : ledger.decisions()) {
            events.add(decision.event());
            if (decision.event() instanceof RoomEvent.Sent(var message)) {
                messages.add(message);
            } else {
                others.add(decision);
            }
        }
        if (!messages.isEmpty()) {
            MessageRows.insert(messages, writes);
        }
        if (!others.isEmpty()) {
            EventRows.insert(others, ledger.now(), writes);
        }
        this.participants.forEach(participant -> participant.committing(events, writes));
    }

    private static void writeMembers(BatchMembership membership, Pipeline writes) {
        var removed = membership.removed();
        if (!removed.isEmpty()) {
            MemberRows.delete(removed, writes);
        }
        var added = membership.added();
        if (!added.isEmpty()) {
            MemberRows.insert(added, added.stream().map(membership::caughtUp).toList(), writes);
        }
        if (!membership.withoutOwner().isEmpty()) {
            MemberRows.succeed(membership.withoutOwner(), writes);
        }
    }
}
