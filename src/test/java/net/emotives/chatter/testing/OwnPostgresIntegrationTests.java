package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;

/** That what the tests do to PostgreSQL is what happens to it. */
class OwnPostgresIntegrationTests {

    @Test
    void isStoppedFrozenAndStartedAndKeepsWhatWasCommitted() throws SQLException, IOException {
        try (var postgres = OwnPostgres.start()) {
            assertThat(postgres.durability())
                    .isEqualTo("fsync=on synchronous_commit=on full_page_writes=on");
            var jdbc = postgres.jdbcClient();
            jdbc.sql("CREATE TABLE kept (number INTEGER)").update();
            insert(jdbc);

            postgres.stopImmediately();
            assertThatThrownBy(() -> insert(jdbc))
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
            postgres.startAgain();
            insert(jdbc);

            try (var connection = postgres.dataSource().getConnection();
                    var statement = connection.createStatement()) {
                connection.setNetworkTimeout(Runnable::run, 300);
                postgres.freeze();
                assertThatThrownBy(() -> statement.execute("INSERT INTO kept VALUES (2)"))
                        .hasRootCauseInstanceOf(SocketTimeoutException.class);
                postgres.thaw();
            }
            postgres.stopFast();
            postgres.startAgain();
            insert(jdbc);
            assertThat(jdbc.sql("SELECT count(*) FROM kept WHERE number = 1").query().singleValue())
                    .isEqualTo(3L);
        }
    }

    private static void insert(JdbcClient jdbc) {
        jdbc.sql("INSERT INTO kept VALUES (1)").update();
    }
}
