package net.emotives.chatter.outbox;

/** Outcome of a try to deliver an entry. */
public sealed interface Delivery {

    /** The destination has it. */
    record Delivered() implements Delivery {}

    /** The destination will never take this entry, which is parked; the next ones go on. */
    record Refused(String reason) implements Delivery {}

    /** The destination or the way to it failed: the entry is retried after a back-off. */
    record Failed(String answer) implements Delivery {}

    /** Not tried, since the destination is known to be away. */
    record Away() implements Delivery {}
}
