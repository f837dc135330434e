package net.emotives.chatter;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Gives an application context of the tests an empty database of its own on a real PostgreSQL. To
 * be imported. All contexts of a JVM share one server, which is started by the first; whether that
 * runs in Docker or embedded decides {@code -Dtest.postgres}, see {@link TestDatabase}.
 */
@TestConfiguration(proxyBeanMethods = false)
public class PostgresConfiguration {

    /** The database of this context; it goes when the server goes. */
    @Bean(destroyMethod = "")
    TestDatabase testDatabase() {
        return TestDatabase.create();
    }

    @Bean
    JdbcConnectionDetails testDatabaseConnectionDetails(TestDatabase database) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return database.jdbcUrl();
            }

            @Override
            public String getUsername() {
                return database.user();
            }

            @Override
            public String getPassword() {
                return database.password();
            }
        };
    }
}
