package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;

import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** Position up to which a room's events were pushed, and events ahead of a gap. For one thread. */
final class RoomFeed {

    private static final long UNKNOWN = -1;

    /** Estimated heap bytes of the events that are ahead of gaps, in all rooms. */
    static final class Ahead {

        private final long limit;
        private long bytes;

        Ahead(long limit) {
            this.limit = limit;
        }

        long bytes() {
            return this.bytes;
        }

        boolean isFull() {
            return this.bytes >= this.limit;
        }
    }

    private final Ahead all;
    private final TreeMap<Long, RoomEvent> ahead = new TreeMap<>();

    /** The last number that was carried; negative as long as nobody knows where to begin. */
    private long last;

    /** The highest number that is known to be taken. */
    private long head;

    /** Number of polls of the change log that had begun when the start turned out unknown. */
    private final long since;

    private boolean reading;

    /** The last number that somebody got; what was only passed by is not counted. */
    private long carried;

    private RoomFeed(Ahead all, long last, long since) {
        this.all = all;
        this.last = last;
        this.head = last;
        this.since = since;
    }

    /** Makes a feed whose events after that sequence are to be pushed. */
    static RoomFeed after(long last, Ahead all) {
        return new RoomFeed(all, last, 0);
    }

    /** The start is unknown until a poll of the change log newer than these completes. */
    static RoomFeed unknown(long polls, Ahead all) {
        return new RoomFeed(all, UNKNOWN, polls);
    }

    boolean isUnknown() {
        return this.last == UNKNOWN;
    }

    /** Returns true if it waits for that poll. */
    boolean waitsFor(long poll) {
        return isUnknown() && this.since < poll;
    }

    /** Pushes the events after that sequence, if the start was not known. */
    void begin(long before) {
        if (isUnknown()) {
            skipTo(before);
        }
    }

    /** The same, if no poll found the room: what came is all there is. */
    void beginWithFirst() {
        begin((this.ahead.isEmpty() ? this.head + 1 : this.ahead.firstKey()) - 1);
    }

    /** Goes back to events after that sequence which were passed by and not pushed. */
    void backTo(long before) {
        if (!isUnknown()) {
            this.last = Math.min(this.last, Math.max(before, this.carried));
        }
    }

    /** Skips the events up to that sequence. */
    void skipTo(long sequence) {
        this.last = Math.max(this.last, sequence);
        this.head = Math.max(this.head, sequence);
        var passed = this.ahead.headMap(sequence, true);
        passed.values().forEach(event -> this.all.bytes -= EventSize.of(event));
        passed.clear();
    }

    /**
     * Takes an event that arrived by itself. While too much is ahead of gaps only its number is
     * kept, and the event is read from the log in its turn.
     */
    void arrive(RoomEvent event) {
        var first = isUnknown() ? this.ahead.isEmpty() : event.sequence() == this.last + 1;
        if (first || !this.all.isFull()) {
            keep(event);
        } else {
            know(event.sequence());
        }
    }

    /** Takes events that were read from the log after the last one carried. */
    void arrive(Collection<RoomEvent> events) {
        events.forEach(this::keep);
    }

    private void keep(RoomEvent event) {
        if (event.sequence() > this.last) {
            var before = this.ahead.put(event.sequence(), event);
            this.all.bytes += EventSize.of(event) - (before == null ? 0 : EventSize.of(before));
            know(event.sequence());
        }
    }

    /** Releases what is ahead of its gaps. */
    void forget() {
        skipTo(this.head);
    }

    /** Records that sequences up to this one are taken. */
    void know(long sequence) {
        this.head = Math.max(this.head, sequence);
    }

    /** The next event, where it is there. */
    Optional<RoomEvent> next() {
        if (isUnknown() || this.ahead.isEmpty() || this.ahead.firstKey() > this.last + 1) {
            return Optional.empty();
        }
        this.last++;
        this.carried = this.last;
        var next = this.ahead.pollFirstEntry().getValue();
        this.all.bytes -= EventSize.of(next);
        return Optional.of(next);
    }

    long last() {
        return this.last;
    }

    /** Whether something between what was carried and what is taken is not there. */
    boolean hasGap() {
        return !isUnknown() && this.last < this.head;
    }

    /** The last number of the first gap. */
    long gapEnd() {
        return this.ahead.isEmpty() ? this.head : this.ahead.firstKey() - 1;
    }

    /** Whether nothing would be lost with it. */
    boolean isIdle() {
        return !this.reading && !isUnknown() && !hasGap();
    }

    /** Whether nobody read for it, and somebody does now. */
    boolean beginReading() {
        var begins = !this.reading;
        this.reading = true;
        return begins;
    }

    void endReading() {
        this.reading = false;
    }
}
