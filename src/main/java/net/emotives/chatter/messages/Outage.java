package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.AwayLog;

import org.springframework.transaction.TransactionException;

import java.sql.SQLException;

/**
 * Tells a database that is away, for now, from a statement that it will never take. What it said
 * itself counts: the exceptions of Spring and Hibernate around that say as much of one statement as
 * of the connection, and a rollback that fails as well hides why.
 */
final class Outage {

    private Outage() {}

    static boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return AwayLog.isDatabaseAway(cause);
            }
        }
        return failure instanceof TransactionException;
    }
}
