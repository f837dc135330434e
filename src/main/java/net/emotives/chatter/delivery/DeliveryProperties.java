package net.emotives.chatter.delivery;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * @param presenceGroupLimit up to how many of a group online their coming and going is pushed
 * @param connectionsPerUser how many connections a user may have on this node
 * @param roomsPerConnection how many rooms of many a connection follows
 * @param backlog pushes that may wait for the fan-out
 */
@ConfigurationProperties(prefix = "chatter.delivery", ignoreUnknownFields = false)
record DeliveryProperties(
        int presenceGroupLimit, int connectionsPerUser, int roomsPerConnection, int backlog) {

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
    }
}
