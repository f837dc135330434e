package net.emotives.chatter.bus;

/** What carries hints between the nodes. */
enum BusKind {
    /** Nothing: there is one node alone. */
    LOCAL,
    /** The database's own notifications. */
    POSTGRES,
    /** Redis. */
    REDIS
}
