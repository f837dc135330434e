package net.emotives.chatter.database;

import net.emotives.chatter.database.address.DatabaseUrl;
import net.emotives.chatter.kernel.StartRefused;

import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The address of the settings, as Spring Boot asks for it. */
final class DatabaseAddress implements JdbcConnectionDetails {

    private static final String MISSING =
            "Chatter needs a database: set DATABASE_URL (postgres://user:password@host:5432/name),"
                    + " or try it out with ./mvnw spring-boot:test-run, which brings one along.";

    private final DatabaseUrl url;

    private DatabaseAddress(DatabaseUrl url) {
        this.url = url;
    }

    static DatabaseAddress of(DatabaseProperties properties) {
        var url = DatabaseUrl.parse(DatabaseUrl.KEY, properties.url());
        return new DatabaseAddress(properties.isPooled() ? url.pooled() : url);
    }

    /** Of the setting beside a pooler. */
    static DatabaseAddress ofDirect(String url) {
        return new DatabaseAddress(DatabaseUrl.parse(DatabaseUrl.DIRECT_KEY, url));
    }

    /** Refuses the start when the address is missing or cannot be read. */
    static void check(String url) {
        if (url.isBlank()) {
            throw new StartRefused(MISSING);
        }
        read(DatabaseUrl.KEY, url);
    }

    /** Refuses the start when the address beside a pooler cannot be read; it may be missing. */
    static void checkDirect(String url) {
        if (!url.isBlank()) {
            read(DatabaseUrl.DIRECT_KEY, url);
        }
    }

    private static void read(String key, String url) {
        try {
            var _ = DatabaseUrl.parse(key, url.strip());
        } catch (IllegalArgumentException unreadable) {
            throw new StartRefused(unreadable.getMessage() + ".");
        }
    }

    @Override
    public String getJdbcUrl() {
        return this.url.jdbcUrl();
    }

    @Override
    public String getUsername() {
        return this.url.user();
    }

    @Override
    public String getPassword() {
        return this.url.password();
    }
}
