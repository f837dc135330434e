package net.emotives.chatter.notifications;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param url full URL of notif
 * @param site base of the site, ends with a slash
 * @param when whether notif is told of every message
 * @param offlineDelay how long a recipient has to show that he got it
 * @param connectTimeout how long reaching notif may take
 * @param readTimeout how long its answer may take
 * @param poll how often the outbox is looked at without being told to
 * @param batch rows claimed at once
 * @param concurrency recipients served at once
 * @param lease for how long a claim holds
 * @param backoff waits between the tries of one row
 * @param breaker waits between the tries of a notif that is away
 */
@ConfigurationProperties(prefix = "chatter.notifications", ignoreUnknownFields = false)
record NotificationsProperties(
        String url,
        String site,
        NotifyWhen when,
        Duration offlineDelay,
        Duration connectTimeout,
        Duration readTimeout,
        Duration poll,
        int batch,
        int concurrency,
        Duration lease,
        Waits backoff,
        Waits breaker) {

    NotificationsProperties {
        if (url.isBlank()) {
            throw new IllegalArgumentException(
                    "chatter.notifications.url (NOTIFICATION_URL) must be the full URL of notif,"
                            + " such as http://notif/internal_notification");
        }
        if (!site.endsWith("/")) {
            throw new IllegalArgumentException(
                    "chatter.notifications.site (EMOTIVES_URL) must be the base of the site and end"
                            + " with a slash");
        }
        if (batch < 1 || concurrency < 1) {
            throw new IllegalArgumentException(
                    "chatter.notifications.batch and concurrency must be at least 1");
        }
    }
}
