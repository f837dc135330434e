package net.emotives.chatter.outbox;

import java.time.Instant;
import java.util.List;

/**
 * A neighbour that is told of things through the outbox. Called by its {@link Relay}; each method
 * may block for a database round trip, and {@link #deliver} for the timeouts of a call. Any thread.
 */
public interface Destination<E extends Entry> {

    /** Returns true if a claim is worth it: false while the neighbour is known to be away. */
    boolean isAvailable();

    /** Claims entries that are due, those of one recipient in order. */
    List<E> claim(int most);

    /** Removes claimed entries that need not be delivered any more; returns the others. */
    List<E> withoutObsolete(List<E> claimed);

    /** Delivers an entry. */
    Delivery deliver(E entry);

    /** Removes entries that were delivered. */
    void delivered(List<E> entries);

    /** Gives back entries that were claimed and not tried. */
    void release(List<E> entries);

    /** Puts an entry off after a failed try. */
    void postpone(E entry, Instant until, String answer);

    /** Parks an entry that was refused: it stays for a person to look at. */
    void park(E entry, String reason);
}
