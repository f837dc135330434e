package net.emotives.chatter.messages;

import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionException;

import java.sql.SQLException;
import java.util.Set;

/**
 * Tells a database that is away, for now, from a statement that it will never take. What it said
 * itself counts: the exceptions of Spring and Hibernate around that say as much of one statement as
 * of the connection, and a rollback that fails as well hides why.
 */
final class Outage {

    /**
     * Connection, resources, rollback for the sake of others, intervention of an operator, system
     * error. Not 54, a limit that this one statement exceeds.
     */
    private static final Set<String> CLASSES = Set.of("08", "53", "40", "57", "58");

    /** Somebody holds a lock for long; a server that only reads, as after a failover. */
    private static final Set<String> STATES = Set.of("55P03", "25006");

    private Outage() {}

    static boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException said) {
                return isOutage(said.getSQLState());
            }
        }
        return failure instanceof TransactionException;
    }

    /** Without a state it is the pool that speaks: no connection, or one that is broken. */
    private static boolean isOutage(@Nullable String state) {
        return state == null || STATES.contains(state) || CLASSES.contains(state.substring(0, 2));
    }
}
