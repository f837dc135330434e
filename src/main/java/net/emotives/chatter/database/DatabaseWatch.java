package net.emotives.chatter.database;

import net.emotives.chatter.kernel.Contact;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.sql.SQLException;
import java.time.Duration;

import javax.sql.DataSource;

/**
 * Checks once a second whether the database can be used, over the pool that all requests use. A
 * read-only database counts as usable: nothing is gained by refusing reads.
 */
public final class DatabaseWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** For the answer to the question; the pool's own time-out comes before. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final DataSource database;
    private final long unreadyAfter;
    private volatile long lastAnswer = System.nanoTime();
    private final Loop loop = Loop.virtual("database-watch", this::step);

    /** For the thread that asks alone. */
    private boolean told;

    DatabaseWatch(DataSource database, Duration unreadyAfter) {
        this.database = database;
        this.unreadyAfter = unreadyAfter.toNanos();
    }

    /**
     * Whether it could not be used for {@code chatter.database.unready-after}, without a break.
     * Never waits; any thread.
     */
    public boolean isLongAway() {
        // By the time that has passed: a question that hangs must not keep the answer from falling.
        return isRunning() && System.nanoTime() - this.lastAnswer > this.unreadyAfter;
    }

    private void step() throws InterruptedException {
        look();
        Thread.sleep(PAUSE);
    }

    private void look() {
        try {
            ask();
            this.lastAnswer = System.nanoTime();
            if (this.told) {
                log.atInfo().log("The database is back, this node is ready again");
                this.told = false;
            }
        } catch (SQLException | RuntimeException failure) {
            if (!this.told && isLongAway()) {
                log.atWarn()
                        .addKeyValue("reason", Contact.reason(failure))
                        .log("The database has been away for long, this node is not ready");
                this.told = true;
            }
        }
    }

    private void ask() throws SQLException {
        try (var connection = this.database.getConnection()) {
            // A connection that the network lost would hold this up, and is given up by the pool.
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(ANSWER.toMillis()));
            try (var statement = connection.createStatement()) {
                statement.execute("SELECT 1");
            }
        }
    }

    @Override
    public void start() {
        this.lastAnswer = System.nanoTime();
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.stop();
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    /** Before whatever takes traffic, and after it at the end. */
    @Override
    public int getPhase() {
        return ShutdownPhase.DATABASE_WATCH.value();
    }
}
