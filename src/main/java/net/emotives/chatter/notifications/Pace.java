package net.emotives.chatter.notifications;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * How fast the outbox is emptied. What comes one after the other is gathered for a moment, so that
 * many share a claim; where much waits and little of it is due, as behind a notif that failed,
 * looking for it is not what the database is busy with; and while this process has little of its
 * processors left, chat has what there is: the rest waits, in the database. For one thread.
 */
final class Pace {

    /** Shorter than that, processor time says nothing: it is counted in hundredths of a second. */
    private static final long SPAN = Duration.ofMillis(100).toNanos();

    /** A claim that found less than it may take is at most that part of the time. */
    private static final int CLAIM_SHARE = 10;

    private final NotificationsProperties properties;
    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final int processors = Runtime.getRuntime().availableProcessors();
    private long lookedAt = System.nanoTime();
    private long used = this.system.getProcessCpuTime();
    private boolean busy;
    private Duration claim = Duration.ZERO;

    Pace(NotificationsProperties properties) {
        this.properties = properties;
    }

    /** Rows were claimed, which took so long. */
    void claimed(Duration took) {
        this.claim = took;
    }

    /** How long the next round is to wait still, after one that took so many rows and so long. */
    Duration wait(int rows, Duration took) {
        look();
        var share = this.busy ? rows / this.properties.busyRate() : 0;
        // Where there is more than a claim takes, nothing need be gathered.
        var gather = rows < this.properties.batch() ? gather() : 0;
        var span = Math.max(share, gather);
        var left = Duration.ofNanos((long) (span * 1e9)).minus(took);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private double gather() {
        var least = this.claim.multipliedBy(CLAIM_SHARE);
        this.claim = Duration.ZERO;
        return Math.max(this.properties.gather().toNanos(), least.toNanos()) / 1e9;
    }

    private void look() {
        var now = System.nanoTime();
        if (now - this.lookedAt < SPAN) {
            return;
        }
        var used = this.system.getProcessCpuTime();
        var load = (used - this.used) / (double) (now - this.lookedAt) / this.processors;
        this.busy = load > this.properties.busyAbove();
        this.lookedAt = now;
        this.used = used;
    }
}
