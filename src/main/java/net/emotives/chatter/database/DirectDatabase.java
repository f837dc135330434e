package net.emotives.chatter.database;

import net.emotives.chatter.database.address.DatabaseUrl;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * The database without a connection pooler in between and without this process's pool: for what
 * belongs to a session, such as {@code LISTEN} and locks that outlive a transaction. Leads to
 * {@code DATABASE_DIRECT_URL}, and where that is not set to the address of the pool.
 */
public final class DirectDatabase {

    private static final int LOGIN_SECONDS = 5;

    private final String key;
    private final DataSource bus;
    private final DataSource unhurried;

    DirectDatabase(JdbcConnectionDetails address, String key) {
        this.key = key;
        var quick = new PGSimpleDataSource();
        quick.setUrl(address.getJdbcUrl());
        quick.setUser(address.getUsername());
        quick.setPassword(address.getPassword());
        quick.setApplicationName("chatter-bus");
        quick.setTcpKeepAlive(true);
        quick.setLoginTimeout(LOGIN_SECONDS);
        this.bus = quick;
        var slow = new PGSimpleDataSource();
        slow.setUrl(address.getJdbcUrl());
        slow.setUser(address.getUsername());
        slow.setPassword(address.getPassword());
        slow.setSocketTimeout(0);
        this.unhurried = slow;
    }

    /**
     * Opens a connection of the caller's own, who closes it: in auto-commit, named {@code
     * chatter-bus} in {@code pg_stat_activity}, with TCP keep-alive, and to the primary where the
     * address names several hosts. Any thread; waits 5 s at most, the log-in included. Statements
     * on it fail after the socket time-out of the address (25 s where it gives none), which waiting
     * for notifications with a time-out of its own is not subject to. The session has the settings
     * of the role and the server, not those of the pool.
     *
     * @throws SQLException where the database is away or refuses
     */
    public Connection connect() throws SQLException {
        return this.bus.getConnection();
    }

    /** The same for statements that take as long as they take. */
    DataSource unhurried() {
        return this.unhurried;
    }

    /** Whether it has an address of its own, because that of the pool leads through a pooler. */
    boolean isApart() {
        return this.key.equals(DatabaseUrl.DIRECT_KEY);
    }

    /** The setting that leads here, for people. */
    String key() {
        return this.key;
    }
}
