package net.emotives.chatter.delivery;

import java.util.Locale;

/** Why we closed a connection; each protocol has its own code for each. */
public enum CloseReason {
    /** It does not read, and what waits for it is too much. */
    SLOW_CONSUMER,
    /** It has shown no sign of life. */
    HEARTBEAT_LOST,
    /** It has reached the greatest age. */
    TOO_OLD,
    /** The user may not be here. */
    SUSPENDED,
    /** The user has the maximum number of connections. */
    TOO_MANY_CONNECTIONS,
    /** It sent too much that cannot be understood. */
    BAD_FRAMES,
    /** It sent a frame larger than allowed. */
    TOO_LARGE,
    /** The node goes away. */
    GOING_AWAY,
    /** The node has no room at the moment for what it is to be sent. */
    OVERLOADED,
    /** Our failure. */
    INTERNAL;

    /** The word on the wire, such as {@code slow_consumer}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }
}
