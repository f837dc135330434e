package net.emotives.chatter.transport;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.time.Duration;

/**
 * The limits of a socket, whatever it speaks.
 *
 * @param frameLimit bytes of a frame from a client
 * @param queueLimit bytes of pushes that may wait for a connection
 * @param queuesHeapShare the part of the heap that may wait for all connections together before
 *     nothing more is read for any
 * @param sendBuffer bytes that the system may keep for a connection besides
 * @param sendTimeout how long a write may block without progress
 * @param ping how often a connection is pinged
 * @param lostAfter after what silence a connection is lost
 * @param maxAge the greatest age of a connection; 0 for any
 * @param badFrames how many within a minute are answered
 * @param receiptPing how often a connection is pinged to learn whether it got messages
 * @param drain over what time connections are closed when the node goes away
 */
@ConfigurationProperties(prefix = "chatter.socket", ignoreUnknownFields = false)
public record TransportProperties(
        DataSize frameLimit,
        DataSize queueLimit,
        double queuesHeapShare,
        DataSize sendBuffer,
        Duration sendTimeout,
        Duration ping,
        Duration lostAfter,
        Duration maxAge,
        int badFrames,
        Duration receiptPing,
        Duration drain) {

    /** Throws if a limit is out of bounds. */
    public TransportProperties {
        Limits.of("chatter.socket")
                .atLeast(DataSize.ofKilobytes(1), "frame-limit", frameLimit)
                .require(
                        queueLimit.compareTo(frameLimit) >= 0,
                        "queue-limit must be at least chatter.socket.frame-limit")
                .moreThan(0.0, "queues-heap-share", queuesHeapShare)
                .require(queuesHeapShare <= 1, "queues-heap-share must be at most 1")
                .atLeast(DataSize.ofKilobytes(4), "send-buffer", sendBuffer)
                .moreThan(Duration.ZERO, "send-timeout", sendTimeout)
                .moreThan(Duration.ZERO, "ping", ping)
                .require(
                        lostAfter.compareTo(ping) > 0,
                        "lost-after must be longer than chatter.socket.ping")
                .atLeast(Duration.ZERO, "max-age", maxAge)
                .atLeast(1, "bad-frames", badFrames)
                .atLeast(Duration.ZERO, "receipt-ping", receiptPing)
                .atLeast(Duration.ZERO, "drain", drain);
    }
}
