package net.emotives.chatter;

import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.UUID;

import javax.sql.DataSource;

/**
 * An empty database with a name of its own on the PostgreSQL of this JVM's tests. The server is
 * started with the first one and stopped at the end of the JVM.
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
     * Makes one; a matter of tens of milliseconds once the server runs. It sorts as people do, so
     * that what relies on the order of bytes has to say so.
     */
    public static TestDatabase create() {
        var server = PostgresServer.shared();
        var name = "chatter_" + UUID.randomUUID().toString().replace("-", "");
        server.execute(
                """
                CREATE DATABASE %s TEMPLATE template0 ENCODING 'UTF8'
                LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'
                """
                        .formatted(name));
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
}
