package net.emotives.chatter.presence;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param grace how long a user without connections still counts as online
 */
@ConfigurationProperties(prefix = "chatter.presence", ignoreUnknownFields = false)
record PresenceProperties(Duration grace) {

    PresenceProperties {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("chatter.presence.grace must not be negative");
        }
    }
}
