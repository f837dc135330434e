package net.emotives.chatter.journal.writer;

import net.emotives.chatter.kernel.Limits;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param batch changes that one transaction takes
 * @param backlog changes that may be queued
 * @param roomBacklog queued changes of a room whose lock another transaction holds
 * @param backlogHeapShare share of the heap that queued changes may take
 * @param writeTimeout longest wait of a change for its commit
 */
@ConfigurationProperties(prefix = "chatter.journal", ignoreUnknownFields = false)
record JournalProperties(
        int batch, int backlog, int roomBacklog, double backlogHeapShare, Duration writeTimeout) {

    JournalProperties {
        Limits.of("chatter.journal")
                .between(1, 1000, "batch", batch)
                .require(backlog >= batch, "backlog must be at least chatter.journal.batch")
                .atLeast(1, "room-backlog", roomBacklog)
                .moreThan(0.0, "backlog-heap-share", backlogHeapShare)
                .require(backlogHeapShare <= 0.5, "backlog-heap-share must be at most 0.5")
                .moreThan(Duration.ZERO, "write-timeout", writeTimeout);
    }

    WriteQueue.Backlog backlog(long heap) {
        return new WriteQueue.Backlog(
                this.backlog, this.roomBacklog, (long) (heap * this.backlogHeapShare));
    }
}
