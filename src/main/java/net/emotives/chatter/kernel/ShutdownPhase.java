package net.emotives.chatter.kernel;

/**
 * Order in which the parts of a node stop, first to last; they start the other way round. The web
 * server, whose phases are Spring Boot's, stops after the connections and before the writers.
 */
public enum ShutdownPhase {

    /** Not ready, no new connections; open ones are told and closed. */
    CONNECTIONS(0),

    /** Changes and receipts that were accepted are committed. */
    WRITERS(4096),

    /** Presence changes are published. */
    PRESENCE(8191),

    /** Events are fanned out, hints of other nodes are taken. */
    FAN_OUT(8192),

    /** The change log is polled. */
    CHANGE_LOG(12_288),

    /** The outbox is delivered, and the list of online users is written. */
    RELAYS(16_384),

    /** Hints are published to other nodes. */
    HINTS(24_576),

    /** The node has a lease. */
    LEASE(32_768),

    /** The database is watched. */
    DATABASE_WATCH(Integer.MAX_VALUE);

    private final int fromFirst;

    ShutdownPhase(int fromFirst) {
        this.fromFirst = fromFirst;
    }

    /** Returns the phase as Spring counts it: the highest stops first. */
    public int value() {
        return Integer.MAX_VALUE - this.fromFirst;
    }
}
