package net.emotives.chatter.bus;

/** Kinds of transport for hints between nodes. */
enum BusKind {
    /** None: there is one node alone. */
    LOCAL,
    /** The database's own notifications. */
    POSTGRES,
    /** Redis. */
    REDIS
}
