package net.emotives.chatter.outbox;

import java.time.Duration;

/**
 * Settings of a {@link Relay}.
 *
 * @param poll how often the outbox is polled without a hint
 * @param batch rows claimed at once
 * @param concurrency recipients served at once
 * @param gather how long entries are gathered before a claim, after the first one
 * @param busyAbove the share of its processors beyond which the process is busy
 * @param busyRate entries a second while it is busy
 * @param backoff waits between the tries of an entry
 * @param shutdownTimeout how long a stop waits for calls in flight
 */
public record RelaySettings(
        Duration poll,
        int batch,
        int concurrency,
        Duration gather,
        double busyAbove,
        double busyRate,
        Backoff backoff,
        Duration shutdownTimeout) {}
