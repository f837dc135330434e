package net.emotives.chatter.notifications;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.outbox.Backoff;
import net.emotives.chatter.outbox.RelaySettings;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param url full URL of notif
 * @param site base of the site, ends with a slash
 * @param when whether notif is told of every message
 * @param offlineDelay for how long a recipient may show that it received the message
 * @param connectTimeout how long reaching notif may take
 * @param readTimeout how long its answer may take
 * @param redirectLimit redirects (307, 308) within notif's own server that one call follows
 * @param poll how often the outbox is looked at without being told to
 * @param batch rows claimed at once
 * @param concurrency recipients served at once
 * @param gather how long what comes is gathered before it is claimed, after the first
 * @param busyAbove the part of its processors beyond which the process is busy
 * @param busyRate how many a second are told while it is
 * @param lease for how long a claim holds
 * @param backoff waits between the tries of one row
 * @param breaker waits between the tries of a notif that is away
 * @param attemptsKept how long it is known what became of a notification
 * @param attemptsSweep how often what is older is deleted
 * @param attemptsPerMessage tries of one message that are kept
 * @param keepTold whether those that notif took are kept, too
 * @param watch how often it is looked how much waits
 * @param countLimit up to how many are counted then
 */
@ConfigurationProperties(prefix = "chatter.notifications", ignoreUnknownFields = false)
record NotificationsProperties(
        String url,
        String site,
        NotifyWhen when,
        Duration offlineDelay,
        Duration connectTimeout,
        Duration readTimeout,
        int redirectLimit,
        Duration poll,
        int batch,
        int concurrency,
        Duration gather,
        double busyAbove,
        double busyRate,
        Duration lease,
        Backoff backoff,
        Backoff breaker,
        Duration attemptsKept,
        Duration attemptsSweep,
        int attemptsPerMessage,
        boolean keepTold,
        Duration watch,
        int countLimit) {

    NotificationsProperties {
        Limits.of("chatter.notifications")
                .httpUrl("url (NOTIFICATION_URL)", "http://notif/internal_notification", url)
                .require(
                        site.endsWith("/"),
                        site.isBlank()
                                ? "site (EMOTIVES_URL) is missing: it must be the base of the site,"
                                        + " such as https://site.example/"
                                : "site (EMOTIVES_URL) must be the base of the site and end with a"
                                        + " slash, but is "
                                        + site)
                .atLeast(Duration.ZERO, "offline-delay", offlineDelay)
                .moreThan(Duration.ZERO, "connect-timeout", connectTimeout)
                .moreThan(Duration.ZERO, "read-timeout", readTimeout)
                .atLeast(0, "redirect-limit", redirectLimit)
                .moreThan(Duration.ZERO, "poll", poll)
                .atLeast(1, "batch", batch)
                .atLeast(1, "concurrency", concurrency)
                .atLeast(Duration.ZERO, "gather", gather)
                .atLeast(0.0, "busy-above", busyAbove)
                .moreThan(0.0, "busy-rate", busyRate)
                .moreThan(Duration.ZERO, "lease", lease)
                .atLeast(Duration.ZERO, "attempts-kept", attemptsKept)
                .moreThan(Duration.ZERO, "attempts-sweep", attemptsSweep)
                .atLeast(1, "attempts-per-message", attemptsPerMessage)
                .moreThan(Duration.ZERO, "watch", watch)
                .atLeast(1, "count-limit", countLimit);
    }

    RelaySettings relay() {
        return new RelaySettings(
                this.poll,
                this.batch,
                this.concurrency,
                this.gather,
                this.busyAbove,
                this.busyRate,
                this.backoff,
                this.readTimeout.multipliedBy(2));
    }
}
