package net.emotives.chatter.notifications;

import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What notif has, until its rows are removed, many with one statement. Any thread adds. */
final class Told {

    private final Outbox outbox;
    private final ConcurrentLinkedQueue<OutboxEntry> entries = new ConcurrentLinkedQueue<>();

    Told(Outbox outbox) {
        this.outbox = outbox;
    }

    void add(OutboxEntry entry) {
        this.entries.add(entry);
    }

    /** Removes the rows of all that were added; where that fails, they are to be removed still. */
    void remove() {
        var told = new ArrayList<OutboxEntry>();
        for (var entry = this.entries.poll(); entry != null; entry = this.entries.poll()) {
            told.add(entry);
        }
        if (told.isEmpty()) {
            return;
        }
        try {
            this.outbox.told(told);
        } catch (RuntimeException away) {
            this.entries.addAll(told);
            throw away;
        }
    }
}
