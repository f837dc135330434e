package net.emotives.chatter.database;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;

import net.emotives.chatter.database.address.DatabaseUrl;
import net.emotives.chatter.kernel.StartRefused;

import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

/**
 * Holds that the two addresses lead to one place: what one migrates, the other must use, and what
 * is said on one must be heard on the other.
 *
 * @param server the server's own name for itself, which its replicas share
 */
record SamePlace(String server, String database, String schema) {

    private static final String SQL =
            """
            SELECT system_identifier::text, current_database()::text, coalesce(current_schema(), '')
            FROM pg_control_system()
            """;

    /** Refuses the start where they differ, or where the pooler cannot be worked with. */
    static void check(DataSource direct, DataSource pooled) throws SQLException {
        var one = of(direct);
        var other = throughPooler(pooled);
        if (!one.equals(other)) {
            throw new StartRefused(
                    String.format(
                            Locale.ROOT,
                            "%s must lead to the same as %s, but one leads to %s and the other to"
                                    + " %s.",
                            DatabaseUrl.DIRECT_KEY,
                            DatabaseUrl.KEY,
                            one,
                            other));
        }
    }

    private static SamePlace throughPooler(DataSource pooled) {
        try {
            return of(pooled);
        } catch (SQLException | PoolInitializationException failure) {
            throw new StartRefused(
                    String.format(
                            Locale.ROOT,
                            "%s leads to no pooler that lets chatter in: %s",
                            DatabaseUrl.KEY,
                            failure.getMessage()));
        }
    }

    private static SamePlace of(DataSource database) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(SQL)) {
            rows.next();
            return new SamePlace(rows.getString(1), rows.getString(2), rows.getString(3));
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "schema %s of database %s on server %s",
                this.schema,
                this.database,
                this.server);
    }
}
