package net.emotives.chatter.delivery;

import net.emotives.chatter.bus.Bus;

import org.springframework.stereotype.Component;

import java.time.Duration;

/** Requests for a poll of the change log. Thread-safe. */
@Component
class PollRequests {

    private final Bus bus;
    private boolean requested;

    PollRequests(Bus bus) {
        this.bus = bus;
    }

    /** Returns false if no other node can write, so that a poll would find nothing. */
    boolean areUseful() {
        return this.bus.isShared();
    }

    /** Requests a poll that begins after this call, at once. Never blocks. */
    synchronized void request() {
        this.requested = true;
        notifyAll();
    }

    /** Waits for a request, or for the time to pass. Blocks. */
    synchronized void await(Duration atMost) throws InterruptedException {
        var end = System.nanoTime() + atMost.toNanos();
        for (var left = 1L; !this.requested && left > 0; ) {
            left = (end - System.nanoTime()) / 1_000_000;
            if (left > 0) {
                wait(left);
            }
        }
        this.requested = false;
    }
}
