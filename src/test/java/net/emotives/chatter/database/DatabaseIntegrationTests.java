package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;

import net.emotives.chatter.PostgresConfiguration;
import net.emotives.chatter.TestDatabase;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;

import java.sql.SQLException;

import javax.sql.DataSource;

/** The service on the database that a test gives it: no DATABASE_URL is set here. */
@ApplicationModuleTest
@Import(PostgresConfiguration.class)
class DatabaseIntegrationTests {

    @Autowired private ApplicationContext context;
    @Autowired private DataSource pool;
    @Autowired private TestDatabase database;
    @Autowired private JdbcClient jdbc;

    @Test
    void takesTheAddressThatATestGives() {
        assertThat(this.context.getBean(JdbcConnectionDetails.class).getJdbcUrl())
                .isEqualTo(this.database.jdbcUrl());
        assertThat(this.jdbc.sql("SELECT current_database()").query(String.class).single())
                .isEqualTo(this.database.name());
    }

    @Test
    void keepsTenConnectionsAndWaitsThreeSecondsForOne() throws SQLException {
        var hikari = this.pool.unwrap(HikariDataSource.class);
        assertThat(hikari.getMaximumPoolSize()).isEqualTo(10);
        assertThat(hikari.getConnectionTimeout()).isEqualTo(3000);
    }

    @ParameterizedTest
    @CsvSource({"off,on", "on,on", "remote_apply,remote_apply"})
    void neverWritesLessDurablyThanItPromises(String ofTheDatabase, String ofOurs)
            throws SQLException {
        this.database
                .jdbcClient()
                .sql(
                        "ALTER DATABASE %s SET synchronous_commit = %s"
                                .formatted(this.database.name(), ofTheDatabase))
                .update();
        this.pool.unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();

        await().untilAsserted(() ->
                assertThat(
                                this.jdbc
                                        .sql(
                                                """
                                                SELECT current_setting('synchronous_commit') || ' '
                                                    || current_setting('statement_timeout') || ' '
                                                    || current_setting('lock_timeout')
                                                """)
                                        .query(String.class)
                                        .single())
                        .isEqualTo(ofOurs + " 20s 5s"));
    }

    @Test
    void buildsItsSchemaInAnEmptyDatabase() {
        var tables =
                this.jdbc
                        .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
                        .query(String.class)
                        .list();
        assertThat(tables)
                .contains("chatter_schema_history", "users", "rooms", "messages", "outbox");
    }
}
