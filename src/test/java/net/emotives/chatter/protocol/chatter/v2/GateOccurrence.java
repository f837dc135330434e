package net.emotives.chatter.protocol.chatter.v2;

/** Occurrences required for a run of {@link GateModel} to count. */
enum GateOccurrence {
    ROUND,
    SECOND_ROUND,
    ABANDONED_ROUND,
    REFUSED_PAGE,
    LISTENED_BEFORE,
    REPLAYED,
    HELD_IN_ROUND,
    JOINED_IN_ROUND,
    LEFT_IN_ROUND,
    OPENED_IN_ROUND,
    UNNAMED
}
