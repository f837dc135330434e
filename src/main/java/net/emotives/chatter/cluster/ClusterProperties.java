package net.emotives.chatter.cluster;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param lease for how long a node counts as there that does not say so any more
 * @param farewell for how long the users of a node that goes may take to come back elsewhere
 */
@ConfigurationProperties(prefix = "chatter.cluster", ignoreUnknownFields = false)
record ClusterProperties(Duration lease, Duration farewell) {

    ClusterProperties {
        if (lease.compareTo(Duration.ofSeconds(2)) < 0) {
            throw new IllegalArgumentException("chatter.cluster.lease must be at least 2s");
        }
        if (farewell.isNegative()) {
            throw new IllegalArgumentException("chatter.cluster.farewell must not be negative");
        }
    }
}
