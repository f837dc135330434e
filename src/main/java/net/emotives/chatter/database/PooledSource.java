package net.emotives.chatter.database;

import org.springframework.jdbc.datasource.DelegatingDataSource;

import java.sql.Connection;
import java.sql.SQLException;

import javax.sql.DataSource;

/**
 * Connections through a pooler that keeps no session: two transactions of a connection may run in
 * two sessions of PostgreSQL, which others use in between. What is set for a session would be
 * missing in ours and found in theirs, so each transaction is told anew; see {@link
 * PooledConnection}.
 */
final class PooledSource extends DelegatingDataSource {

    PooledSource(DataSource pooler) {
        super(pooler);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return PooledConnection.around(super.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return PooledConnection.around(super.getConnection(user, password));
    }
}
