package net.emotives.chatter.notifications;

import net.emotives.chatter.journal.Message;
import net.emotives.chatter.journal.MessageId;
import net.emotives.chatter.kernel.AwayLog;
import net.emotives.chatter.kernel.Contact;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells operators what became of notifications, from what was written down. */
@Component
public class Notifications {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);

    private final AwayLog database =
            new AwayLog(
                    log,
                    "Notification attempts could not be swept",
                    "Notification attempts are swept again");

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final NotificationsProperties properties;
    private final Notif notif;

    Notifications(JdbcTemplate jdbc, Clock clock, NotificationsProperties properties, Notif notif) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
        this.notif = notif;
    }

    /** Returns the state of the contact with notif. */
    public Contact notif() {
        return this.notif.contact();
    }

    /** The outbox's row. */
    private record Row(Instant due, int tries, @Nullable Instant parked, @Nullable String why) {}

    /** Returns the trail of the notification of a message. */
    public Trail of(Message message) {
        if (!message.room().isDirect()) {
            return untried(Trail.State.NONE, "notif is told of rooms of two alone.", List.of());
        }
        if (message.clientId() == null) {
            return untried(
                    Trail.State.NONE, "It is history taken over from the original.", List.of());
        }
        // The row first: the other order could miss both.
        var row = row(message.id());
        var attempts = attempts(message.id());
        return row.map(left -> left(left, attempts)).orElseGet(() -> gone(message, attempts));
    }

    private static Trail left(Row row, List<Attempt> attempts) {
        return row.parked() == null
                ? new Trail(
                        Trail.State.WAITING,
                        "It is still to be told.",
                        row.due(),
                        row.tries(),
                        attempts)
                : new Trail(
                        Trail.State.PARKED,
                        "notif refused it as such: " + row.why(),
                        null,
                        row.tries(),
                        attempts);
    }

    private Trail gone(Message message, List<Attempt> attempts) {
        if (attempts.isEmpty() || attempts.getLast().outcome() == Attempt.Outcome.FAILED) {
            var kept = this.clock.instant().minus(this.properties.attemptsKept());
            return message.created().isAfter(kept)
                    ? untried(
                            Trail.State.TOLD,
                            "notif has it: its row is gone, and nothing says that it was dropped.",
                            attempts)
                    : untried(
                            Trail.State.UNKNOWN,
                            "It is longer ago than attempts are kept.",
                            attempts);
        }
        return switch (attempts.getLast().outcome()) {
            case TOLD -> untried(Trail.State.TOLD, "notif has it.", attempts);
            case DELIVERED ->
                    untried(
                            Trail.State.DROPPED,
                            "A connection of the recipient had shown that it got the message.",
                            attempts);
            case TAKEN_BACK ->
                    untried(Trail.State.DROPPED, "The message was taken back before.", attempts);
            case REFUSED ->
                    untried(
                            Trail.State.DROPPED,
                            "notif refused it as such, and its row was removed by hand.",
                            attempts);
            case FAILED -> throw new IllegalStateException("looked at before");
        };
    }

    private static Trail untried(Trail.State state, String because, List<Attempt> attempts) {
        return new Trail(state, because, null, null, attempts);
    }

    private Optional<Row> row(MessageId message) {
        return this.jdbc
                .query(
                        "SELECT due_at, attempts, parked_at, parked_for FROM outbox"
                                + " WHERE message = ? AND destination = ?",
                        (row, _) -> {
                            var parked = row.getTimestamp("parked_at");
                            return new Row(
                                    row.getTimestamp("due_at").toInstant(),
                                    row.getInt("attempts"),
                                    parked == null ? null : parked.toInstant(),
                                    row.getString("parked_for"));
                        },
                        message.value(),
                        NotificationEntries.NOTIF)
                .stream()
                .findFirst();
    }

    private List<Attempt> attempts(MessageId message) {
        return this.jdbc.query(
                "SELECT number, at, outcome, answer FROM notification_attempts"
                        + " WHERE message = ? ORDER BY number",
                (row, _) ->
                        new Attempt(
                                row.getInt("number"),
                                row.getTimestamp("at").toInstant(),
                                Attempt.Outcome.of(row.getString("outcome")),
                                row.getString("answer")),
                message.value());
    }

    /** Forgets what is older than it is kept for, so much at a time that nobody waits for it. */
    @Scheduled(fixedDelayString = "${chatter.notifications.attempts-sweep}")
    void sweep() {
        try {
            sweepAll();
            this.database.back();
        } catch (RuntimeException failure) {
            this.database.failed(failure);
        }
    }

    private void sweepAll() {
        var kept = Timestamp.from(this.clock.instant().minus(this.properties.attemptsKept()));
        int swept;
        do {
            swept =
                    this.jdbc.update(
                            """
                            DELETE FROM notification_attempts WHERE (message, number) IN (
                                SELECT message, number FROM notification_attempts
                                WHERE at < ? ORDER BY at LIMIT 1000)
                            """,
                            kept);
        } while (swept == 1000);
    }
}
