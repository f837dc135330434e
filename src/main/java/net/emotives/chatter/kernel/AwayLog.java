package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Log of a database or neighbour that goes away and comes back: one WARN when it goes, one INFO
 * when it is back, which says how often it failed meanwhile; each failure between is at DEBUG. What
 * is no outage is an ERROR with its stack and an id, once for each kind of failure until something
 * succeeds. Thread-safe.
 */
public final class AwayLog {

    /**
     * Connection, resources, rollback for the sake of others, intervention of an operator, system
     * error. Not 54, a limit that this one statement exceeds.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "40", "57", "58");

    /** Somebody holds a lock for long; a server that only reads, as after a failover. */
    private static final Set<String> STATES = Set.of("55P03", "25006");

    private static final String OUTAGE = "";

    private record Absence(long since, long failures, Set<String> kinds) {

        Absence and(String kind) {
            if (this.kinds.contains(kind)) {
                return new Absence(this.since, this.failures + 1, this.kinds);
            }
            var more = new HashSet<>(this.kinds);
            more.add(kind);
            return new Absence(this.since, this.failures + 1, more);
        }
    }

    private final Logger log;
    private final String away;
    private final String back;
    private final AtomicReference<@Nullable Absence> absence = new AtomicReference<>();

    /**
     * @param away the sentence when it goes
     * @param back the sentence when it is back
     */
    public AwayLog(Logger log, String away, String back) {
        this.log = log;
        this.away = away;
        this.back = back;
    }

    /** Something failed; an outage, or what nobody expected. */
    public void failed(Throwable failure) {
        var outage = failure instanceof ChatterException || isDatabaseAway(failure);
        if (isNews(outage ? OUTAGE : failure.getClass().getName())) {
            if (outage) {
                warn(Contact.reason(root(failure)));
            } else {
                this.log
                        .atError()
                        .addKeyValue("error_id", UUID.randomUUID())
                        .setCause(failure)
                        .log(this.away);
            }
        } else {
            this.log.atDebug().setCause(failure).log(this.away);
        }
    }

    /**
     * It is away.
     *
     * @param reason for operators
     */
    public void away(String reason) {
        if (isNews(OUTAGE)) {
            warn(reason);
        } else {
            this.log.atDebug().addKeyValue("reason", reason).log(this.away);
        }
    }

    /** Something succeeded; costs nothing where nothing failed before. */
    public void back() {
        if (this.absence.get() == null) {
            return;
        }
        var was = this.absence.getAndSet(null);
        if (was != null) {
            this.log
                    .atInfo()
                    .addKeyValue("away", Duration.ofNanos(System.nanoTime() - was.since()))
                    .addKeyValue("failures", was.failures())
                    .log(this.back);
        }
    }

    private void warn(String reason) {
        this.log.atWarn().addKeyValue("reason", reason).log(this.away);
    }

    private boolean isNews(String kind) {
        var before =
                this.absence.getAndUpdate(now ->
                        now == null
                                ? new Absence(System.nanoTime(), 1, Set.of(kind))
                                : now.and(kind));
        return before == null || !before.kinds().contains(kind);
    }

    /**
     * True where the database said, or the pool of its connections, that it cannot be used for now;
     * false where a statement will never be taken, and for what has nothing to do with it.
     */
    public static boolean isDatabaseAway(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                var state = said.getSQLState();
                // Without a state it is the pool that speaks: no connection, or one that is broken.
                return state == null
                        || STATES.contains(state)
                        || CLASSES.contains(state.substring(0, 2));
            }
        }
        return false;
    }

    private static Throwable root(Throwable failure) {
        var root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root;
    }
}
