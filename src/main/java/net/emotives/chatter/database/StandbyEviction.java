package net.emotives.chatter.database;

import com.zaxxer.hikari.SQLExceptionOverride;

import java.sql.SQLException;

/**
 * Has the pool give up connections to a server that only reads: after a failover they lead to a
 * standby and work for as long as nothing is written, while new ones may lead to the primary. What
 * the server itself ends the pool gives up anyway.
 */
final class StandbyEviction implements SQLExceptionOverride {

    private static final String READ_ONLY = "25006";

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState())
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
