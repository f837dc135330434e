package net.emotives.chatter.identity;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param url full URL of uacl's check
 * @param connectTimeout how long reaching uacl may take
 * @param readTimeout how long its answer may take
 * @param cache how long an acceptance is believed; 0 asks each time
 * @param concurrency checks under way at once
 * @param serviceSecret what services show each other
 * @param serviceRate calls of services with that secret
 */
@ConfigurationProperties(prefix = "chatter.identity", ignoreUnknownFields = false)
record IdentityProperties(
        String url,
        Duration connectTimeout,
        Duration readTimeout,
        Duration cache,
        int concurrency,
        String serviceSecret,
        Rate serviceRate) {

    IdentityProperties {
        Limits.of("chatter.identity")
                .httpUrl("url (VERIFICATION_URL)", "http://uacl/authorize", url)
                .require(
                        !serviceSecret.isBlank(),
                        "service-secret (NOTIFICATION_AUTH) is missing: it must be the secret"
                                + " shared with notif and uacl")
                .require(
                        serviceSecret.chars().noneMatch(Character::isISOControl),
                        "service-secret (NOTIFICATION_AUTH) must be one line without control"
                                + " characters")
                .moreThan(Duration.ZERO, "connect-timeout", connectTimeout)
                .moreThan(Duration.ZERO, "read-timeout", readTimeout)
                .atLeast(Duration.ZERO, "cache", cache)
                .atLeast(1, "concurrency", concurrency);
    }
}
