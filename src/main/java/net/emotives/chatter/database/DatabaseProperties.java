package net.emotives.chatter.database;

import net.emotives.chatter.database.address.DatabaseUrl;
import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;
import java.util.Locale;

/**
 * Where the database is.
 *
 * @param url what {@link DatabaseUrl} reads; may be empty only where something else tells the
 *     address, as in tests
 * @param directUrl the same without the connection pooler that {@code url} leads through; empty
 *     where there is none
 * @param pool connections that are kept open, at least 2
 * @param reserved of these, kept for the threads that the service cannot do without; at least one
 *     is left to the others
 * @param unreadyAfter for how long the database must be away, from 5 s to 1 h, before the node says
 *     that it is not ready
 */
@ConfigurationProperties(prefix = "chatter.database", ignoreUnknownFields = false)
record DatabaseProperties(
        String url, String directUrl, int pool, int reserved, Duration unreadyAfter) {

    DatabaseProperties {
        url = url.strip();
        if (!url.isEmpty()) {
            var _ = DatabaseUrl.parse(DatabaseUrl.KEY, url);
        }
        directUrl = directUrl.strip();
        if (!directUrl.isEmpty()) {
            var _ = DatabaseUrl.parse(DatabaseUrl.DIRECT_KEY, directUrl);
        }
        Limits.of("chatter.database")
                .between(2, 1000, "pool", pool)
                .atLeast(0, "reserved", reserved)
                // Less is a blink: one question may take that long on a connection that was lost.
                .between(Duration.ofSeconds(5), Duration.ofHours(1), "unready-after", unreadyAfter);
    }

    /** Whether {@code url} leads through a pooler that keeps no session. */
    boolean isPooled() {
        return !this.directUrl.isEmpty();
    }

    /** Without the addresses, which hold passwords. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "DatabaseProperties[pool=%d, reserved=%d, unreadyAfter=%s]",
                this.pool,
                this.reserved,
                this.unreadyAfter);
    }
}
