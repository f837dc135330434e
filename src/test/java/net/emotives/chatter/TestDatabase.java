package net.emotives.chatter;

import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.UUID;

import javax.sql.DataSource;

/**
 * A database with a name of its own on the PostgreSQL of this JVM's tests. The server is started
 * with the first one and stopped at the end of the JVM.
 *
 * <p>{@code -Dtest.postgres=docker} takes Testcontainers, {@code embedded} the binaries from the
 * class path, {@code auto} (the default) Docker where it works and has the image or gets it within
 * seconds, otherwise the binaries. {@code -Dtest.postgres.image} names another image, {@code
 * -Dtest.postgres.fsync=on} makes commits as slow as they are in earnest.
 *
 * @param server where it is
 * @param name what it is called
 */
public record TestDatabase(PostgresServer server, String name) implements AutoCloseable {

    /**
     * Creates one with the schema of this build and no rows, as a copy of one that was migrated
     * once for this JVM.
     */
    public static TestDatabase create() {
        var server = PostgresServer.shared();
        // Its few megabytes are written as such, without the checkpoints that files cost.
        return create(server, "TEMPLATE " + Migrated.NAME + " STRATEGY wal_log");
    }

    /**
     * Creates one with nothing in it. It sorts as people do, so that what relies on the order of
     * bytes has to say so; so does each that is copied from one of these.
     */
    public static TestDatabase empty() {
        return create(
                PostgresServer.shared(),
                """
                TEMPLATE template0 ENCODING 'UTF8'
                LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'
                """);
    }

    private static TestDatabase create(PostgresServer server, String options) {
        var name = "chatter_" + UUID.randomUUID().toString().replace("-", "");
        server.execute("CREATE DATABASE %s %s".formatted(name, options));
        return new TestDatabase(server, name);
    }

    /** The address for JDBC, without user and password, with the parameters of production. */
    public String jdbcUrl() {
        return this.server.jdbcUrl(this.name)
                + "?ApplicationName=chatter&socketTimeout=25&connectTimeout=5&tcpKeepAlive=true";
    }

    /** The address as {@code DATABASE_URL} has it. */
    public String url() {
        return url(host(), port());
    }

    /** The same, where something lies between at that port of the loopback. */
    public String urlThrough(int port) {
        return url("127.0.0.1", port);
    }

    private String url(String host, int port) {
        return "postgres://%s:%s@%s:%d/%s".formatted(user(), password(), host, port, this.name);
    }

    public String host() {
        return this.server.host();
    }

    public int port() {
        return this.server.port();
    }

    /** Owns the database, and may do anything on the server. */
    public String user() {
        return this.server.user();
    }

    public String password() {
        return this.server.password();
    }

    /** A new connection each time, so that nothing stays open. */
    public DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl(this.server.jdbcUrl(this.name));
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    /** For tests; a new connection for each statement. */
    public JdbcClient jdbcClient() {
        return JdbcClient.create(dataSource());
    }

    /** Drops the database, whoever is still connected. */
    @Override
    public void close() {
        this.server.execute("DROP DATABASE IF EXISTS %s WITH (FORCE)".formatted(this.name));
    }

    /** Migrated when it is asked for, as a start would, and closed for good: it is copied only. */
    private static final class Migrated {

        static final String NAME = migrate();

        private static String migrate() {
            var database = empty();
            var flyway =
                    Flyway.configure()
                            .dataSource(database.dataSource())
                            .table("chatter_schema_history")
                            .baselineVersion("0")
                            .load();
            flyway.baseline();
            flyway.migrate();
            database.server()
                    .execute("ALTER DATABASE %s ALLOW_CONNECTIONS false".formatted(database.name));
            return database.name;
        }
    }
}
