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
 * Log of a database or neighbour that goes away and comes back: one WARN at the start of an outage,
 * one INFO at its end with the number of failures; each failure between is at DEBUG. A failure that
 * is no outage is an ERROR with its stack and an id, once for each kind of failure until something
 * succeeds. Thread-safe.
 */
public final class AwayLog {

    /**
     * Connection, resources, rollback for the sake of others, intervention of an operator, system
     * error. Not 54, a limit that this one statement exceeds.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "40", "57", "58");

    /** Lock timeout; a read-only server, as after a failover. */
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
     * @param away log message at the start of an outage
     * @param back log message at its end
     */
    public AwayLog(Logger log, String away, String back) {
        this.log = log;
        this.away = away;
        this.back = back;
    }

    /** Records a failure: an outage, or an unexpected one. */
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
     * Returns true if the database or its connection pool is unavailable for now; false if the
     * statement itself is at fault, or the failure is not of the database.
     */
    public static boolean isDatabaseAway(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                var state = said.getSQLState();
                // Without a state it is from the pool: no connection, or a broken one.
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
