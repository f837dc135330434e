package net.emotives.chatter.database;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the database is.
 *
 * @param url what {@link DatabaseUrl} reads; may be empty only where something else tells the
 *     address, as in tests
 * @param directUrl the same without the connection pooler that {@code url} leads through; empty
 *     where there is none
 * @param pool connections that are kept open, at least 2
 */
@ConfigurationProperties(prefix = "chatter.database", ignoreUnknownFields = false)
record DatabaseProperties(String url, String directUrl, int pool) {

    DatabaseProperties {
        url = url.strip();
        if (!url.isEmpty()) {
            var _ = DatabaseUrl.parse(DatabaseUrl.KEY, url);
        }
        directUrl = directUrl.strip();
        if (!directUrl.isEmpty()) {
            var _ = DatabaseUrl.parse(DatabaseUrl.DIRECT_KEY, directUrl);
        }
        if (pool < 2 || pool > 1000) {
            throw new IllegalArgumentException(
                    "chatter.database.pool must be from 2 to 1000, but is " + pool);
        }
    }

    /** Whether {@code url} leads through a pooler that keeps no session. */
    boolean isPooled() {
        return !this.directUrl.isEmpty();
    }

    /** Without the addresses, which hold passwords. */
    @Override
    public String toString() {
        return "DatabaseProperties[pool=%d]".formatted(this.pool);
    }
}
