package net.emotives.chatter.outbox;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Pace of a relay. Gathers entries for a moment, so that many share a claim; claims seldom if a
 * claim takes long and finds little, as behind a destination that fails; and limits the rate while
 * the process is short of processors, which chat needs. Not thread-safe.
 */
final class Pace {

    /** Shorter than that, processor time says nothing: it is counted in hundredths of a second. */
    private static final long SPAN = Duration.ofMillis(100).toNanos();

    /** A claim that found less than it may take is at most that part of the time. */
    private static final int CLAIM_SHARE = 10;

    private final RelaySettings settings;
    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final int processors = Runtime.getRuntime().availableProcessors();
    private long lookedAt = System.nanoTime();
    private long used = this.system.getProcessCpuTime();
    private boolean busy;
    private Duration claim = Duration.ZERO;

    Pace(RelaySettings settings) {
        this.settings = settings;
    }

    /** Records how long a claim took. */
    void claimed(Duration took) {
        this.claim = took;
    }

    /**
     * Returns the wait before the next round, after one that claimed these rows and took so long.
     */
    Duration wait(int rows, Duration took) {
        look();
        var share = this.busy ? rows / this.settings.busyRate() : 0;
        // A full batch leaves nothing to gather.
        var gather = rows < this.settings.batch() ? gather() : 0;
        var span = Math.max(share, gather);
        var left = Duration.ofNanos((long) (span * 1e9)).minus(took);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private double gather() {
        var least = this.claim.multipliedBy(CLAIM_SHARE);
        this.claim = Duration.ZERO;
        return Math.max(this.settings.gather().toNanos(), least.toNanos()) / 1e9;
    }

    private void look() {
        var now = System.nanoTime();
        if (now - this.lookedAt < SPAN) {
            return;
        }
        var used = this.system.getProcessCpuTime();
        var load = (used - this.used) / (double) (now - this.lookedAt) / this.processors;
        this.busy = load > this.settings.busyAbove();
        this.lookedAt = now;
        this.used = used;
    }
}
