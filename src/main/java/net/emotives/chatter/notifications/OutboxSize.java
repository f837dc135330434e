package net.emotives.chatter.notifications;

/**
 * How much waits in the outbox; not numbers while it is not known.
 *
 * @param waiting rows that are still to be told, counted up to a limit
 * @param parked rows that notif refused, counted up to the same
 * @param age seconds since the oldest that is still to be told was said; 0 where there is none
 */
record OutboxSize(double waiting, double parked, double age) {

    static final OutboxSize UNKNOWN = new OutboxSize(Double.NaN, Double.NaN, Double.NaN);
}
