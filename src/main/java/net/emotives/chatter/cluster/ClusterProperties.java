package net.emotives.chatter.cluster;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param lease for how long a node counts as there that does not say so any more
 * @param farewell for how long the users of a node that goes may take to come back elsewhere
 */
@ConfigurationProperties(prefix = "chatter.cluster", ignoreUnknownFields = false)
record ClusterProperties(Duration lease, Duration farewell) {

    ClusterProperties {
        Limits.of("chatter.cluster")
                .atLeast(Duration.ofSeconds(2), "lease", lease)
                .atLeast(Duration.ZERO, "farewell", farewell);
    }
}
