package net.emotives.chatter.presence;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param grace how long a user without connections still counts as online
 * @param typing how long somebody types who does not say so again
 * @param watched how many users a connection may watch
 */
@ConfigurationProperties(prefix = "chatter.presence", ignoreUnknownFields = false)
record PresenceProperties(Duration grace, Duration typing, int watched) {

    PresenceProperties {
        if (grace.isNegative()) {
            throw new IllegalArgumentException("chatter.presence.grace must not be negative");
        }
        if (!typing.isPositive() || watched < 0) {
            throw new IllegalArgumentException(
                    "chatter.presence.typing must be positive, and watched not negative");
        }
    }
}
