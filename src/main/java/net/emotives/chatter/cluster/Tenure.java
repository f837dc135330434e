package net.emotives.chatter.cluster;

import java.time.Duration;

/** How the lease of this node stands, by its own clock, which never jumps. Any thread may ask. */
final class Tenure {

    private final long lease;
    private volatile boolean held;
    private volatile long since;
    private volatile long renewed;

    Tenure(Duration lease) {
        this.lease = lease.toNanos();
    }

    /** It was renewed at a time; whether that was for the first time ever. */
    boolean renewed(long at) {
        var first = !this.held;
        if (first || at - this.renewed > this.lease) {
            this.since = at;
        }
        this.renewed = at;
        this.held = true;
        return first;
    }

    /** Whether a third of it is over. */
    boolean isToRenew() {
        return System.nanoTime() - this.renewed > this.lease / 3;
    }

    /** Whether it has not ended. */
    boolean isHeld() {
        return this.held && System.nanoTime() - this.renewed < this.lease;
    }

    /**
     * Returns true if it was held for its whole length without a break: other living nodes have
     * renewed since.
     */
    boolean isWhole() {
        return isHeld() && System.nanoTime() - this.since > this.lease;
    }
}
