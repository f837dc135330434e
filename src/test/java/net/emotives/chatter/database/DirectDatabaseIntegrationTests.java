package net.emotives.chatter.database;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.PostgresConfiguration;
import net.emotives.chatter.TestDatabase;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.test.ApplicationModuleTest;

import java.sql.Connection;
import java.sql.SQLException;

/** The door for what needs a session, where no pooler is in between. */
@ApplicationModuleTest
@Import(PostgresConfiguration.class)
class DirectDatabaseIntegrationTests {

    @Autowired private DirectDatabase direct;
    @Autowired private TestDatabase database;

    @Test
    void opensASessionOfItsOwnThatHearsNotifications() throws SQLException {
        try (var listener = this.direct.connect();
                var other = this.direct.connect()) {
            assertThat(one(listener, "SELECT current_database()")).isEqualTo(this.database.name());
            assertThat(one(listener, "SHOW application_name")).isEqualTo("chatter-bus");
            assertThat(one(listener, "SELECT pg_backend_pid()"))
                    .isNotEqualTo(one(other, "SELECT pg_backend_pid()"));

            execute(listener, "LISTEN news");
            execute(other, "NOTIFY news, 'it rains'");

            var heard = listener.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(heard).hasSize(1);
            assertThat(heard[0].getParameter()).isEqualTo("it rains");
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
