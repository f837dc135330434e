package net.emotives.chatter.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param url full URL of uacl's check
 * @param connectTimeout how long reaching uacl may take
 * @param readTimeout how long its answer may take
 * @param cache how long an acceptance is believed; 0 asks each time
 * @param concurrency checks under way at once
 * @param serviceSecret what services show each other
 */
@ConfigurationProperties(prefix = "chatter.identity", ignoreUnknownFields = false)
record IdentityProperties(
        String url,
        Duration connectTimeout,
        Duration readTimeout,
        Duration cache,
        int concurrency,
        String serviceSecret) {

    IdentityProperties {
        if (url.isBlank()) {
            throw new IllegalArgumentException(
                    "chatter.identity.url (VERIFICATION_URL) must be the full URL of uacl's check,"
                            + " such as http://uacl/authorize");
        }
        if (serviceSecret.isBlank()) {
            throw new IllegalArgumentException(
                    "chatter.identity.service-secret (NOTIFICATION_AUTH) must be the secret shared"
                            + " with notif and uacl");
        }
        if (concurrency < 1) {
            throw new IllegalArgumentException("chatter.identity.concurrency must be at least 1");
        }
    }
}
