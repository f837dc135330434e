package net.emotives.chatter.bench;

import org.HdrHistogram.Histogram;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import javax.sql.DataSource;

/** Transactions that write nothing but that they were: what the disk alone takes for a promise. */
final class EmptyCommits {

    /**
     * Only where something is in the log does a commit wait for the disk: a word that nobody reads.
     */
    private static final String EMPTY = "SELECT pg_logical_emit_message(true, '', '')::text";

    private EmptyCommits() {}

    /** Their times in nanoseconds, so many a second for a while, one after the other. */
    static Histogram measure(DataSource database, double perSecond, Duration time) {
        var times = new Histogram(60_000_000_000L, 3);
        var pace = (long) (1e9 / perSecond);
        try (var connection = database.getConnection();
                var commit = connection.prepareStatement(EMPTY)) {
            commit.executeQuery().close();
            var next = System.nanoTime();
            for (var end = next + time.toNanos(); next < end; next += pace) {
                while (System.nanoTime() < next) {
                    LockSupport.parkNanos(next - System.nanoTime());
                }
                commit.executeQuery().close();
                times.recordValue(System.nanoTime() - next);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return times;
    }
}
