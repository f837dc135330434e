package net.emotives.chatter.delivery;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param presenceGroupLimit up to how many of a group online their coming and going is pushed
 * @param connectionsPerUser how many connections a user may have on this node
 * @param roomsPerConnection how many rooms of many a connection follows
 * @param backlog pushes that may wait for the fan-out, and hints for the bus
 * @param backlogHeapShare the part of the heap that pushes, hints, and events that arrived ahead of
 *     a gap may take together
 * @param gather how long hints for the other nodes gather, after a first one
 * @param check how often this node looks at what the others committed without being told
 * @param late in what time whatever is only late has come from another node
 * @param changesPiece how many transactions of others are read at a time
 * @param changesKept how long a node may be out of touch before its connections are to resume
 */
@ConfigurationProperties(prefix = "chatter.delivery", ignoreUnknownFields = false)
record DeliveryProperties(
        int presenceGroupLimit,
        int connectionsPerUser,
        int roomsPerConnection,
        int backlog,
        double backlogHeapShare,
        Duration gather,
        Duration check,
        Duration late,
        int changesPiece,
        Duration changesKept) {

    DeliveryProperties {
        Limits.of("chatter.delivery")
                .atLeast(0, "presence-group-limit", presenceGroupLimit)
                .atLeast(1, "connections-per-user", connectionsPerUser)
                .atLeast(1, "rooms-per-connection", roomsPerConnection)
                .atLeast(1, "backlog", backlog)
                .moreThan(0.0, "backlog-heap-share", backlogHeapShare)
                .require(backlogHeapShare <= 0.5, "backlog-heap-share must be at most 0.5")
                .atLeast(Duration.ZERO, "gather", gather)
                .moreThan(Duration.ZERO, "check", check)
                .atLeast(Duration.ZERO, "late", late)
                .atLeast(1, "changes-piece", changesPiece)
                .require(
                        changesKept.compareTo(check.multipliedBy(10)) >= 0,
                        "changes-kept must be at least ten times chatter.delivery.check");
    }

    /** Returns the bytes that the pushes, the hints, or the events ahead of a gap may take. */
    long backlogBytes() {
        return (long) (Runtime.getRuntime().maxMemory() * this.backlogHeapShare / 3);
    }
}
