package net.emotives.chatter.database;

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

    static DatabaseAddress of(String url) {
        return new DatabaseAddress(DatabaseUrl.parse(url));
    }

    /** Refuses the start when the address is missing or cannot be read. */
    static void check(String url) {
        if (url.isBlank()) {
            throw new StartRefused(MISSING);
        }
        try {
            DatabaseUrl.parse(url.strip());
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
