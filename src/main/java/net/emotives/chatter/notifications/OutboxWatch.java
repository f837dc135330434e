package net.emotives.chatter.notifications;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Objects;

/**
 * Looks now and then how much waits in the outbox. One statement, which reads no more index entries
 * than it may count: so a scrape costs nothing, and an outbox of millions no more than one of the
 * limit.
 */
@Component
class OutboxWatch {

    private static final Logger log = LoggerFactory.getLogger(OutboxWatch.class);

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final NotificationsProperties properties;
    private final NotificationMetrics metrics;

    OutboxWatch(
            JdbcTemplate jdbc,
            Clock clock,
            NotificationsProperties properties,
            NotificationMetrics metrics) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.properties = properties;
        this.metrics = metrics;
    }

    @Scheduled(fixedDelayString = "${chatter.notifications.watch}")
    void look() {
        try {
            this.metrics.size(size());
        } catch (DataAccessException away) {
            // Others say so louder; what is not known is not shown.
            log.atDebug().setCause(away).log("The outbox could not be looked at");
            this.metrics.size(OutboxSize.UNKNOWN);
        }
    }

    private OutboxSize size() {
        var most = this.properties.countLimit();
        return Objects.requireNonNull(
                this.jdbc.queryForObject(
                        """
                        SELECT (SELECT count(*) FROM (
                                SELECT FROM outbox WHERE parked_at IS NULL LIMIT ?) AS w
                            ) AS waiting,
                            (SELECT count(*) FROM (
                                SELECT FROM outbox WHERE parked_at IS NOT NULL LIMIT ?) AS p
                            ) AS parked,
                            coalesce(extract(epoch FROM ? - (SELECT created_at FROM messages
                                WHERE id = (SELECT min(message) FROM outbox
                                            WHERE parked_at IS NULL))), 0) AS age
                        """,
                        (row, _) ->
                                new OutboxSize(
                                        row.getLong("waiting"),
                                        row.getLong("parked"),
                                        Math.max(0, row.getDouble("age"))),
                        most,
                        most,
                        Timestamp.from(this.clock.instant())));
    }
}
