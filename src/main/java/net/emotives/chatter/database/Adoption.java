package net.emotives.chatter.database;

import net.emotives.chatter.kernel.StartRefused;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

/**
 * Brings the schema to the newest version: builds it where there is none of ours, and takes over
 * that of the service that chatter replaces. Refuses everything else before anything is changed.
 *
 * <p>Of several nodes that start at once one works and the others wait for it, for as long as it
 * takes. Connections of its own have no time-outs: a large history is moved in one statement.
 */
final class Adoption implements FlywayMigrationStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);

    /** An advisory lock that nothing else in this database takes: "chatter" in ASCII. */
    static final long LOCK = 0x63_68_61_74_74_65_72L;

    /** What a role or a server may have set; not every version knows all of them. */
    private static final String WITHOUT_TIMEOUTS =
            """
            SELECT set_config(name, '0', false) FROM pg_settings
            WHERE name IN ('statement_timeout', 'lock_timeout', 'transaction_timeout',
                           'idle_in_transaction_session_timeout')
            """;

    private final DirectDatabase direct;
    private final DataSource database;

    Adoption(DirectDatabase direct) {
        this.direct = direct;
        this.database = direct.unhurried();
    }

    @Override
    public void migrate(Flyway flyway) {
        try (var holder = connect()) {
            // Until this transaction ends, with which the lock goes however the process ends.
            holder.setAutoCommit(false);
            refuseReadOnly(holder);
            takeTurn(holder);
            if (this.direct.isApart()) {
                SamePlace.check(this.database, flyway.getConfiguration().getDataSource());
            }
            migrateAlone(flyway);
            holder.commit();
        } catch (SQLException | FlywayException | DataAccessException failure) {
            throw MigrationFailure.refusal(this.direct.key(), failure);
        }
    }

    private Connection connect() {
        try {
            return this.database.getConnection();
        } catch (SQLException failure) {
            throw new StartRefused(
                    String.format(
                            Locale.ROOT,
                            "%s leads to no database that lets chatter in: %s",
                            this.direct.key(),
                            failure.getMessage()));
        }
    }

    private void refuseReadOnly(Connection holder) throws SQLException {
        try (var statement = holder.createStatement();
                var answer = statement.executeQuery("SHOW transaction_read_only")) {
            if (answer.next() && answer.getBoolean(1)) {
                throw MigrationFailure.readOnly(
                        this.direct.key(), new SQLException("transaction_read_only is on"));
            }
        }
    }

    private static void takeTurn(Connection holder) throws SQLException {
        try (var statement = holder.createStatement()) {
            statement.execute(WITHOUT_TIMEOUTS);
            try (var taken =
                    statement.executeQuery(
                            String.format(
                                    Locale.ROOT, "SELECT pg_try_advisory_xact_lock(%d)", LOCK))) {
                if (taken.next() && taken.getBoolean(1)) {
                    return;
                }
            }
            LOG.info("Another node is preparing the database, waiting for it");
            statement.execute(String.format(Locale.ROOT, "SELECT pg_advisory_xact_lock(%d)", LOCK));
        }
    }

    private void migrateAlone(Flyway flyway) {
        var ours =
                Flyway.configure(flyway.getConfiguration().getClassLoader())
                        .configuration(flyway.getConfiguration())
                        .dataSource(this.database)
                        .initSql(WITHOUT_TIMEOUTS);
        var schema =
                ExistingSchema.read(
                        JdbcClient.create(this.database), this.direct.key(), ours.getTable());
        switch (schema.kind()) {
            case OURS -> {}
            case NONE -> ours.baselineVersion("0").load().baseline();
            case ORIGINAL -> {
                LOG.info("Adopting the database of the original service");
                ours.baselineVersion("1").load().baseline();
            }
            case FOREIGN -> throw new StartRefused(schema.refusal());
        }
        ours.load().migrate();
        refuseWithoutRights();
    }

    private void refuseWithoutRights() {
        var missing = new Catalog(JdbcClient.create(this.database), this.direct.key()).closed();
        if (!missing.isEmpty()) {
            throw new StartRefused(
                    this.direct.key()
                            + " names a user who may not read and write "
                            + String.join(", ", missing)
                            + ". Give it all rights on the tables and sequences of the schema, or"
                            + " name their owner");
        }
    }
}
