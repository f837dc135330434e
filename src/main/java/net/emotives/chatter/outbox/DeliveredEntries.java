package net.emotives.chatter.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** Delivered entries whose rows are not yet removed, many with one statement. Thread-safe. */
final class DeliveredEntries<E> {

    private final Consumer<List<E>> remover;
    private final ConcurrentLinkedQueue<E> entries = new ConcurrentLinkedQueue<>();

    DeliveredEntries(Consumer<List<E>> remover) {
        this.remover = remover;
    }

    void add(E entry) {
        this.entries.add(entry);
    }

    /** Removes the rows of all entries; keeps them for the next call if that fails. */
    void remove() {
        var delivered = new ArrayList<E>();
        for (var entry = this.entries.poll(); entry != null; entry = this.entries.poll()) {
            delivered.add(entry);
        }
        if (delivered.isEmpty()) {
            return;
        }
        try {
            this.remover.accept(delivered);
        } catch (RuntimeException away) {
            this.entries.addAll(delivered);
            throw away;
        }
    }
}
