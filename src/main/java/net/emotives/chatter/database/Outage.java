package net.emotives.chatter.database;

import net.emotives.chatter.kernel.AwayLog;

import org.springframework.transaction.TransactionException;

import java.sql.SQLException;

/**
 * Distinguishes a database that is temporarily away from a statement that always fails. Decides by
 * the SQLSTATE of the database: the exceptions of Spring and Hibernate around it do not tell a
 * failed statement from a failed connection, and a failed rollback hides the cause.
 */
public final class Outage {

    private Outage() {}

    /**
     * Returns true if the operation can succeed later: the database is away, or refused it for now.
     */
    public static boolean explains(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return AwayLog.isDatabaseAway(cause);
            }
        }
        return failure instanceof TransactionException;
    }
}
