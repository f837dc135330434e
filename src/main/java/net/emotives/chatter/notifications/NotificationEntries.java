package net.emotives.chatter.notifications;

import net.emotives.chatter.database.Pipeline;
import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.journal.spi.CommitParticipant;
import net.emotives.chatter.outbox.Claim;
import net.emotives.chatter.outbox.NewEntry;
import net.emotives.chatter.outbox.Note;
import net.emotives.chatter.outbox.Outbox;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Notifications in the outbox: written with the messages of direct rooms, and each change of one
 * noted in its trail by the same statement. Thread-safe. Blocks for a round trip.
 */
@Component
class NotificationEntries implements CommitParticipant {

    /** The destination in the outbox. */
    static final String NOTIF = "notif";

    private final Outbox outbox;
    private final Clock clock;
    private final NotificationsProperties properties;
    private final Claim<NotificationEntry> claim;

    NotificationEntries(Outbox outbox, Clock clock, NotificationsProperties properties) {
        this.outbox = outbox;
        this.clock = clock;
        this.properties = properties;
        this.claim =
                new Claim<>(
                        NOTIF,
                        properties.lease(),
                        """
                        SELECT c.*, m.sender, m.body, m.created_at, m.deleted_at
                        FROM claimed c JOIN messages m ON m.id = c.number
                        """,
                        NotificationEntries::read);
    }

    @Override
    public void committing(List<RoomEvent> events, Pipeline writes) {
        var entries = new ArrayList<NewEntry>();
        for (var event : events) {
            // Notif knows uacl's users alone.
            if (event instanceof RoomEvent.Sent(var message)
                    && message.room().isDirect()
                    && message.room().realm().isNative()) {
                entries.add(entry(message));
            }
        }
        if (!entries.isEmpty()) {
            this.outbox.add(writes, NOTIF, entries, this.clock.instant().plus(delay()));
        }
    }

    private static NewEntry entry(Message message) {
        return new NewEntry(
                message.id().value(),
                message.room(),
                message.sequence(),
                message.room().counterpart(message.sender()));
    }

    private Duration delay() {
        return switch (this.properties.when()) {
            case ALWAYS -> Duration.ZERO;
            case OFFLINE -> this.properties.offlineDelay();
        };
    }

    private static NotificationEntry read(ResultSet row, int number) throws SQLException {
        return new NotificationEntry(
                new MessageId(row.getLong("number")),
                RoomId.stored(row.getString("room")),
                row.getLong("sequence"),
                UserId.stored(row.getString("recipient")),
                row.getInt("attempts"),
                UserId.stored(row.getString("sender")),
                row.getString("body"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("deleted_at") != null);
    }

    /** Claims entries that are due, lowest message first. */
    List<NotificationEntry> claim(int most) {
        return this.outbox.claim(this.claim, most);
    }

    /** Removes entries that notif has. */
    void delivered(List<NotificationEntry> entries) {
        if (this.properties.keepTold()) {
            this.outbox.remove(NOTIF, entries, note(Attempt.Outcome.TOLD, null));
        } else {
            this.outbox.remove(NOTIF, entries);
        }
    }

    /** Removes entries that need not be delivered. */
    void drop(List<NotificationEntry> entries, Attempt.Outcome why) {
        this.outbox.remove(NOTIF, entries, note(why, null));
    }

    /** Gives back entries that were claimed and not tried. */
    void release(List<NotificationEntry> entries) {
        this.outbox.release(NOTIF, entries);
    }

    /** Puts an entry off after a failed try. */
    void postpone(NotificationEntry entry, Instant until, String answer) {
        this.outbox.postpone(NOTIF, entry, until, note(Attempt.Outcome.FAILED, answer));
    }

    /** Parks an entry that notif refuses as such. */
    void park(NotificationEntry entry, String reason) {
        this.outbox.park(NOTIF, entry, reason, note(Attempt.Outcome.REFUSED, reason));
    }

    private Note note(Attempt.Outcome outcome, @Nullable String answer) {
        return new Note(
                """
                INSERT INTO notification_attempts (message, number, at, outcome, answer)
                SELECT number, least(attempt, ?), ?, ?, ? FROM changed
                ON CONFLICT (message, number) DO UPDATE
                SET at = excluded.at, outcome = excluded.outcome, answer = excluded.answer
                """,
                Arrays.asList(
                        this.properties.attemptsPerMessage(),
                        Timestamp.from(this.clock.instant()),
                        outcome.slug(),
                        answer));
    }
}
