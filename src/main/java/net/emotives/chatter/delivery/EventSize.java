package net.emotives.chatter.delivery;

import net.emotives.chatter.journal.RoomEvent;

/** Estimated heap bytes of what waits in a queue. */
final class EventSize {

    /** An element without texts, and what an event takes besides its texts. */
    static final long SMALL = 512;

    private EventSize() {}

    static long of(RoomEvent event) {
        return SMALL + 2L * event.characters();
    }

    static long of(Hint hint) {
        return hint instanceof Hint.Happened(var event) ? of(event) : SMALL;
    }
}
