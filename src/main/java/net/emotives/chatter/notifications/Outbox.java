package net.emotives.chatter.notifications;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.CommitParticipant;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rows of what notif is still to be told. Each is written with its message and goes when notif
 * has it.
 *
 * <p>{@code due_at} is when a row may next be tried; claiming a row moves it to the end of the
 * lease, so that a claim whose node died runs out by itself. A row is claimed only when no earlier
 * one of its recipient waits, and claims take turns (an advisory lock): so a recipient's
 * notifications keep their order on any number of nodes.
 */
@Component
class Outbox implements CommitParticipant {

    private static final long CLAIM_LOCK = 0x63686174746572L;

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final NotificationsProperties properties;

    Outbox(JdbcTemplate jdbc, Clock clock, NotificationsProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
    }

    @Override
    public void committing(List<RoomEvent> events, Pipeline writes) {
        var direct = new ArrayList<Message>();
        for (var event : events) {
            if (event instanceof RoomEvent.Sent(var message) && message.room().isDirect()) {
                direct.add(message);
            }
        }
        if (direct.isEmpty()) {
            return;
        }
        writes.update(
                """
                INSERT INTO outbox (message, room, sequence, recipient, due_at)
                SELECT unnest(?), unnest(?), unnest(?), unnest(?), ?
                """,
                direct.stream().map(message -> message.id().value()).toArray(Long[]::new),
                direct.stream().map(message -> message.room().value()).toArray(String[]::new),
                direct.stream().map(Message::sequence).toArray(Long[]::new),
                direct.stream()
                        .map(message -> message.room().counterpart(message.sender()).value())
                        .toArray(String[]::new),
                Timestamp.from(this.clock.instant().plus(delay())));
    }

    private Duration delay() {
        return switch (this.properties.when()) {
            case ALWAYS -> Duration.ZERO;
            case OFFLINE -> this.properties.offlineDelay();
        };
    }

    /**
     * Claims rows that are due for one lease, lowest message first: ordered by due_at, a limit
     * could leave out the row of a recipient that was postponed and take what is behind it.
     *
     * <p>PostgreSQL is made to plan for the outbox as it is now, to walk the rows in that order and
     * to look up each one's recipient: so it reads what it claims and what waits before it, and all
     * that waits where fewer are due than asked for. With a plan from when there were few, it would
     * compare every row with every other.
     */
    @Transactional
    public List<OutboxEntry> claim(int most) {
        this.jdbc.query(
                """
                SELECT pg_advisory_xact_lock(?),
                       set_config('plan_cache_mode', 'force_custom_plan', true),
                       set_config('enable_sort', 'off', true),
                       set_config('enable_hashjoin', 'off', true),
                       set_config('enable_mergejoin', 'off', true),
                       set_config('enable_material', 'off', true),
                       set_config('enable_seqscan', 'off', true),
                       set_config('enable_bitmapscan', 'off', true)
                """,
                _ -> {},
                CLAIM_LOCK);
        var now = Timestamp.from(this.clock.instant());
        var claimed =
                this.jdbc.query(
                        """
                        WITH due AS (
                            SELECT message FROM outbox o
                            WHERE parked_at IS NULL AND due_at <= ?
                              AND NOT EXISTS (
                                  SELECT 1 FROM outbox e
                                  WHERE e.recipient = o.recipient AND e.message < o.message
                                    AND e.parked_at IS NULL AND e.due_at > ?)
                            ORDER BY message LIMIT ?
                        ), claimed AS (
                            UPDATE outbox o SET due_at = ? FROM due WHERE o.message = due.message
                            RETURNING o.message, o.room, o.sequence, o.recipient, o.attempts
                        )
                        SELECT c.*, m.sender, m.body, m.created_at, m.deleted_at
                        FROM claimed c JOIN messages m ON m.id = c.message
                        """,
                        (row, _) ->
                                new OutboxEntry(
                                        new MessageId(row.getLong("message")),
                                        new RoomId(row.getString("room")),
                                        row.getLong("sequence"),
                                        new UserId(row.getString("recipient")),
                                        row.getInt("attempts"),
                                        new UserId(row.getString("sender")),
                                        row.getString("body"),
                                        row.getTimestamp("created_at").toInstant(),
                                        row.getTimestamp("deleted_at") != null),
                        now,
                        now,
                        most,
                        Timestamp.from(this.clock.instant().plus(this.properties.lease())));
        // Here, as PostgreSQL would walk all messages in that order rather than sort.
        claimed.sort(Comparator.comparingLong(entry -> entry.message().value()));
        return claimed;
    }

    /** notif has them. */
    void told(List<OutboxEntry> entries) {
        if (this.properties.keepTold()) {
            remove(entries, Attempt.Outcome.TOLD);
        } else {
            this.jdbc.update("DELETE FROM outbox WHERE message = ANY (?)", (Object) ids(entries));
        }
    }

    /** They need not be told. */
    void drop(List<OutboxEntry> entries, Attempt.Outcome why) {
        remove(entries, why);
    }

    private void remove(List<OutboxEntry> entries, Attempt.Outcome outcome) {
        note(
                "DELETE FROM outbox WHERE message = ANY (?) RETURNING message, attempts + 1",
                outcome,
                null,
                (Object) ids(entries));
    }

    /** Does that to rows, and keeps what became of each: one statement. */
    private void note(
            String change, Attempt.Outcome outcome, @Nullable String answer, Object... arguments) {
        var all = new ArrayList<@Nullable Object>(List.of(arguments));
        all.add(this.properties.attemptsPerMessage());
        all.add(Timestamp.from(this.clock.instant()));
        all.add(outcome.slug());
        all.add(answer);
        this.jdbc.update(
                "WITH changed (message, number) AS ("
                        + change
                        + """
                        )
                        INSERT INTO notification_attempts (message, number, at, outcome, answer)
                        SELECT message, least(number, ?), ?, ?, ? FROM changed
                        ON CONFLICT (message, number) DO UPDATE
                        SET at = excluded.at, outcome = excluded.outcome, answer = excluded.answer
                        """,
                all.toArray());
    }

    /** Gives rows back that were claimed and not tried. */
    void release(List<OutboxEntry> entries) {
        this.jdbc.update(
                "UPDATE outbox SET due_at = ? WHERE message = ANY (?)",
                Timestamp.from(this.clock.instant()),
                ids(entries));
    }

    /** It was tried in vain; the next try is not before that time. */
    void postpone(OutboxEntry entry, Instant until, String answer) {
        note(
                "UPDATE outbox SET due_at = ?, attempts = attempts + 1 WHERE message = ?"
                        + " RETURNING message, attempts",
                Attempt.Outcome.FAILED,
                answer,
                Timestamp.from(until),
                entry.message().value());
    }

    /** notif will not have this one; it stays to be looked at, and the next ones go on. */
    void park(OutboxEntry entry, String reason) {
        note(
                "UPDATE outbox SET parked_at = ?, parked_for = ?, attempts = attempts + 1 WHERE"
                        + " message = ? RETURNING message, attempts",
                Attempt.Outcome.REFUSED,
                reason,
                Timestamp.from(this.clock.instant()),
                reason,
                entry.message().value());
    }

    private static Long[] ids(List<OutboxEntry> entries) {
        return entries.stream().map(entry -> entry.message().value()).toArray(Long[]::new);
    }
}
