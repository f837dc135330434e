package net.emotives.chatter.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param presenceGroupLimit up to how many of a group online their coming and going is pushed
 * @param connectionsPerUser how many connections a user may have on this node
 * @param roomsPerConnection how many rooms of many a connection follows
 * @param backlog pushes that may wait for the fan-out, and hints for the bus
 * @param gather how long hints for the other nodes gather, after a first one
 * @param check how often this node looks at what the others committed without being told
 * @param late in what time whatever is only late has come from another node
 * @param changesKept how long a node may be out of touch before its connections are to resume
 */
@ConfigurationProperties(prefix = "chatter.delivery", ignoreUnknownFields = false)
record DeliveryProperties(
        int presenceGroupLimit,
        int connectionsPerUser,
        int roomsPerConnection,
        int backlog,
        Duration gather,
        Duration check,
        Duration late,
        Duration changesKept) {

    DeliveryProperties {
        if (presenceGroupLimit < 0) {
            throw new IllegalArgumentException(
                    "chatter.delivery.presence-group-limit must not be negative");
        }
        if (connectionsPerUser < 1 || roomsPerConnection < 1 || backlog < 1) {
            throw new IllegalArgumentException(
                    "chatter.delivery.connections-per-user, rooms-per-connection and backlog must"
                            + " be at least 1");
        }
        if (gather.isNegative()) {
            throw new IllegalArgumentException("chatter.delivery.gather must not be negative");
        }
        if (!check.isPositive() || late.isNegative()) {
            throw new IllegalArgumentException(
                    "chatter.delivery.check must be positive, and late not negative");
        }
        if (changesKept.compareTo(check.multipliedBy(10)) < 0) {
            throw new IllegalArgumentException(
                    "chatter.delivery.changes-kept must be at least ten times"
                            + " chatter.delivery.check");
        }
    }
}
