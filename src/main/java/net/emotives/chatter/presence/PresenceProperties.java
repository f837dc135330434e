package net.emotives.chatter.presence;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param grace how long a user without connections still counts as online
 * @param typing for how long a user counts as typing without a repetition
 * @param watched how many users a connection may watch
 */
@ConfigurationProperties(prefix = "chatter.presence", ignoreUnknownFields = false)
record PresenceProperties(Duration grace, Duration typing, int watched) {

    PresenceProperties {
        Limits.of("chatter.presence")
                .atLeast(Duration.ZERO, "grace", grace)
                .moreThan(Duration.ZERO, "typing", typing)
                .atLeast(0, "watched", watched);
    }
}
