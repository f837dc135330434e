package net.emotives.chatter;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** The one PostgreSQL of this JVM's tests; see {@link TestDatabase} for the switch. */
record PostgresServer(String host, int port, String user, String password) {

    private static final String CONNECTIONS = "300";
    private static @Nullable PostgresServer shared;

    /** Starts it when asked for the first time. */
    static synchronized PostgresServer shared() {
        var server = shared;
        if (server == null) {
            server = start();
            shared = server;
        }
        return server;
    }

    private static PostgresServer start() {
        var image = System.getProperty("test.postgres.image", "postgres:18");
        var choice = System.getProperty("test.postgres", "auto");
        return switch (choice) {
            case "docker" -> docker(image);
            case "embedded" -> embedded();
            case "auto" -> DockerProbe.works(image) ? docker(image) : embedded();
            default ->
                    throw new IllegalArgumentException(
                            "test.postgres is auto, docker or embedded, not " + choice);
        };
    }

    @SuppressWarnings("resource")
    private static PostgresServer docker(String image) {
        var container =
                new PostgreSQLContainer(
                                DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"))
                        .withCommand(
                                "postgres",
                                "-c",
                                "fsync=" + fsync(),
                                "-c",
                                "max_connections=" + CONNECTIONS);
        container.start();
        var server =
                new PostgresServer(
                        container.getHost(),
                        container.getMappedPort(5432),
                        container.getUsername(),
                        container.getPassword());
        server.atTheEnd(container::stop);
        return server;
    }

    private static PostgresServer embedded() {
        LoggingSystem.get(PostgresServer.class.getClassLoader())
                .setLogLevel("io.zonky.test", LogLevel.WARN);
        try {
            // Its own hook would race with Spring's and take the database from open contexts.
            var process =
                    EmbeddedPostgres.builder()
                            .setRegisterShutdownHook(false)
                            .setPGStartupWait(Duration.ofMinutes(1))
                            .setServerConfig("fsync", fsync())
                            .setServerConfig("full_page_writes", fsync())
                            .setServerConfig("max_connections", CONNECTIONS)
                            .start();
            var server = new PostgresServer("localhost", process.getPort(), "postgres", "postgres");
            server.atTheEnd(process);
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String fsync() {
        return System.getProperty("test.postgres.fsync", "off");
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(this.host, this.port, database);
    }

    /** Runs one statement in the server's own database. */
    void execute(String sql) {
        try (var connection =
                        DriverManager.getConnection(jdbcUrl("postgres"), this.user, this.password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void atTheEnd(Closeable process) {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> stopWhenUnused(process), "stop-postgres-of-the-tests"));
    }

    /** The contexts close in a hook of Spring's at the same time, and need the database for it. */
    private void stopWhenUnused(Closeable process) {
        try (process) {
            await().atMost(Duration.ofSeconds(10))
                    .pollDelay(Duration.ZERO)
                    .until(() -> clients() == 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private int clients() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(jdbcUrl("postgres"), this.user, this.password);
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                """
                                SELECT count(*) FROM pg_stat_activity
                                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                                """)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
