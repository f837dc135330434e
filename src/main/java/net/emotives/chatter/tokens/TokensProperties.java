package net.emotives.chatter.tokens;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param lifetime how long a token can be used
 * @param sweep how often expired ones are deleted
 * @param issueRate tokens a user may ask for
 * @param connectRate tokens a user may use
 */
@ConfigurationProperties(prefix = "chatter.tokens", ignoreUnknownFields = false)
record TokensProperties(Duration lifetime, Duration sweep, Rate issueRate, Rate connectRate) {

    TokensProperties {
        Limits.of("chatter.tokens")
                .atLeast(Duration.ofSeconds(1), "lifetime", lifetime)
                .moreThan(Duration.ZERO, "sweep", sweep);
    }
}
