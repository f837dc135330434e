package net.emotives.chatter.notifications;

import net.emotives.chatter.messages.Receipt;
import net.emotives.chatter.messages.Receipts;
import net.emotives.chatter.outbox.Delivery;
import net.emotives.chatter.outbox.Destination;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;

/**
 * notif as a destination of the outbox. Drops notifications of messages that were deleted since,
 * and those that a connection of the recipient has shown to have, if a setting says so. The
 * idempotency key tells notif of a repeated delivery.
 */
@Component
class NotifDestination implements Destination<NotificationEntry> {

    private static final Logger log = LoggerFactory.getLogger(NotifDestination.class);

    private final NotificationEntries entries;
    private final Notif notif;
    private final Receipts receipts;
    private final NotificationMetrics metrics;
    private final NotificationsProperties properties;

    NotifDestination(
            NotificationEntries entries,
            Notif notif,
            Receipts receipts,
            NotificationMetrics metrics,
            NotificationsProperties properties) {
        this.entries = entries;
        this.notif = notif;
        this.receipts = receipts;
        this.metrics = metrics;
        this.properties = properties;
    }

    @Override
    public boolean isAvailable() {
        return this.notif.isAvailable();
    }

    @Override
    public List<NotificationEntry> claim(int most) {
        return this.entries.claim(most);
    }

    @Override
    public List<NotificationEntry> withoutObsolete(List<NotificationEntry> claimed) {
        return withoutDelivered(withoutTakenBack(claimed));
    }

    private List<NotificationEntry> withoutTakenBack(List<NotificationEntry> claimed) {
        var gone = claimed.stream().filter(NotificationEntry::takenBack).toList();
        if (gone.isEmpty()) {
            return claimed;
        }
        this.entries.drop(gone, Attempt.Outcome.TAKEN_BACK);
        this.metrics.dropped(gone.size());
        return claimed.stream().filter(entry -> !entry.takenBack()).toList();
    }

    private List<NotificationEntry> withoutDelivered(List<NotificationEntry> claimed) {
        if (this.properties.when() == NotifyWhen.ALWAYS || claimed.isEmpty()) {
            return claimed;
        }
        var known =
                List.copyOf(
                        this.receipts.known(
                                claimed.stream().map(NotifDestination::receipt).toList()));
        var got = new HashSet<>(known);
        var delivered = claimed.stream().filter(entry -> got.contains(receipt(entry))).toList();
        if (!delivered.isEmpty()) {
            this.entries.drop(delivered, Attempt.Outcome.DELIVERED);
            this.metrics.dropped(delivered.size());
        }
        return claimed.stream().filter(entry -> !got.contains(receipt(entry))).toList();
    }

    private static Receipt receipt(NotificationEntry entry) {
        return Receipt.delivered(entry.room(), entry.recipient(), entry.sequence());
    }

    @Override
    public Delivery deliver(NotificationEntry entry) {
        return this.notif.tell(entry);
    }

    @Override
    public void delivered(List<NotificationEntry> delivered) {
        this.entries.delivered(delivered);
    }

    @Override
    public void release(List<NotificationEntry> claimed) {
        this.entries.release(claimed);
    }

    @Override
    public void postpone(NotificationEntry entry, Instant until, String answer) {
        this.entries.postpone(entry, until, answer);
    }

    @Override
    public void park(NotificationEntry entry, String reason) {
        log.atError()
                .addKeyValue("message", entry.message())
                .addKeyValue("answer", reason)
                .log("notif refuses a notification as such; it is parked");
        this.metrics.parked();
        this.entries.park(entry, reason);
    }
}
