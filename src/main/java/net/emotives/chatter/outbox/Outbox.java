package net.emotives.chatter.outbox;

import net.emotives.chatter.database.Columns;
import net.emotives.chatter.database.Pipeline;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rows of the outbox: one per delivery, identified by destination and number, written in the
 * transaction of what it tells of and removed once delivered. Thread-safe. Blocks for one round
 * trip, two for a claim.
 *
 * <p>{@code due_at} is when a row may next be tried; a claim moves it to the end of the lease, so
 * that the claim of a node that died expires by itself. A row is claimed only if no earlier one of
 * its recipient waits, and claims take turns (an advisory lock): so a recipient's entries keep
 * their order on any number of nodes.
 *
 * <p>The number is stored as {@code message}: the version before knows one destination alone, and
 * messages as its numbers.
 */
@Component
public class Outbox {

    private static final long CLAIM_LOCK = 0x63686174746572L;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Outbox(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds entries to a transaction, due at that time: one statement. */
    public void add(Pipeline writes, String destination, List<NewEntry> entries, Instant due) {
        writes.update(
                """
                INSERT INTO outbox (destination, message, room, sequence, recipient, due_at)
                SELECT ?, unnest(?), unnest(?), unnest(?), unnest(?), ?
                """,
                destination,
                Columns.numbers(entries, NewEntry::number),
                Columns.texts(entries, entry -> entry.room().value()),
                Columns.numbers(entries, NewEntry::sequence),
                Columns.texts(entries, entry -> entry.recipient().value()),
                Timestamp.from(due));
    }

    /**
     * Claims rows that are due for one lease, lowest number first: ordered by due_at, a limit could
     * leave out the row of a recipient that was postponed and take what is behind it.
     *
     * <p>PostgreSQL is made to plan for the outbox as it is now, to walk the rows in that order and
     * to look up each one's recipient: so it reads what it claims and what waits before it, and all
     * that waits where fewer are due than asked for. With a plan from when there were few, it would
     * compare every row with every other.
     */
    @Transactional
    public <E extends Entry> List<E> claim(Claim<E> claim, int most) {
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
                            WHERE destination = ? AND parked_at IS NULL AND due_at <= ?
                              AND NOT EXISTS (
                                  SELECT 1 FROM outbox e
                                  WHERE e.recipient = o.recipient AND e.message < o.message
                                    AND e.destination = o.destination
                                    AND e.parked_at IS NULL AND e.due_at > ?)
                            ORDER BY message LIMIT ?
                        ), claimed AS (
                            UPDATE outbox o SET due_at = ? FROM due
                            WHERE o.message = due.message AND o.destination = ?
                            RETURNING o.message AS number, o.room, o.sequence, o.recipient, o.attempts
                        )
                        """
                                + claim.select(),
                        claim.mapper(),
                        claim.destination(),
                        now,
                        now,
                        most,
                        Timestamp.from(this.clock.instant().plus(claim.lease())),
                        claim.destination());
        // Here, as PostgreSQL would walk all messages in that order rather than sort.
        claimed.sort(Comparator.comparingLong(Entry::number));
        return claimed;
    }

    /** Removes rows. */
    public void remove(String destination, List<? extends Entry> entries) {
        this.jdbc.update(
                "DELETE FROM outbox WHERE message = ANY (?) AND destination = ?",
                numbers(entries),
                destination);
    }

    /** Removes rows and notes it. */
    public void remove(String destination, List<? extends Entry> entries, Note note) {
        change(
                "DELETE FROM outbox WHERE message = ANY (?) AND destination = ?"
                        + " RETURNING message, attempts + 1",
                note,
                numbers(entries),
                destination);
    }

    /** Gives back rows that were claimed and not tried. */
    public void release(String destination, List<? extends Entry> entries) {
        this.jdbc.update(
                "UPDATE outbox SET due_at = ? WHERE message = ANY (?) AND destination = ?",
                Timestamp.from(this.clock.instant()),
                numbers(entries),
                destination);
    }

    /** Puts a row off after a failed try, and notes it. */
    public void postpone(String destination, Entry entry, Instant until, Note note) {
        change(
                "UPDATE outbox SET due_at = ?, attempts = attempts + 1"
                        + " WHERE message = ? AND destination = ? RETURNING message, attempts",
                note,
                Timestamp.from(until),
                entry.number(),
                destination);
    }

    /** Parks a row that was refused, and notes it; the next ones of the recipient go on. */
    public void park(String destination, Entry entry, String reason, Note note) {
        change(
                "UPDATE outbox SET parked_at = ?, parked_for = ?, attempts = attempts + 1"
                        + " WHERE message = ? AND destination = ? RETURNING message, attempts",
                note,
                Timestamp.from(this.clock.instant()),
                reason,
                entry.number(),
                destination);
    }

    /** Changes rows and writes the note, with one statement. */
    private void change(String change, Note note, Object... arguments) {
        var all = new ArrayList<Object>(List.of(arguments));
        all.addAll(note.arguments());
        this.jdbc.update(
                "WITH changed (number, attempt) AS (" + change + ") " + note.statement(),
                all.toArray());
    }

    private static Object numbers(List<? extends Entry> entries) {
        return Columns.numbers(entries, Entry::number);
    }
}
