package net.emotives.chatter.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the database is.
 *
 * @param url what {@link DatabaseUrl} reads; may be empty only where something else tells the
 *     address, as in tests
 * @param pool connections that are kept open, at least 2
 */
@ConfigurationProperties(prefix = "chatter.database", ignoreUnknownFields = false)
record DatabaseProperties(@DefaultValue("") String url, @DefaultValue("10") int pool) {

    DatabaseProperties {
        url = url.strip();
        if (!url.isEmpty()) {
            DatabaseUrl.parse(url);
        }
        if (pool < 2 || pool > 1000) {
            throw new IllegalArgumentException(
                    "chatter.database.pool must be from 2 to 1000, but is " + pool);
        }
    }

    /** Without the address, which holds a password. */
    @Override
    public String toString() {
        return "DatabaseProperties[pool=%d]".formatted(this.pool);
    }
}
