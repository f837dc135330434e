package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param textLimit characters of a message
 * @param imagePathLimit characters of the path of its image
 * @param sendRate drafts of one user
 * @param receiptRate receipts of one user
 * @param receiptBacklog receipts that may be queued
 * @param receiptTimeout longest wait of a receipt for its commit
 * @param reactionLimit characters of a reaction
 * @param receiptsRoomLimit maximum members of a room that are sent each other's receipts
 * @param replayLimit maximum events of a room that are replayed to a connection that resumes
 * @param page messages of a page of history by default
 * @param pageLimit maximum messages of a page of history
 */
@ConfigurationProperties(prefix = "chatter.messages", ignoreUnknownFields = false)
record MessagesProperties(
        int textLimit,
        int imagePathLimit,
        Rate sendRate,
        Rate receiptRate,
        int receiptBacklog,
        Duration receiptTimeout,
        int reactionLimit,
        int receiptsRoomLimit,
        int replayLimit,
        int page,
        int pageLimit) {

    MessagesProperties {
        Limits.of("chatter.messages")
                .atLeast(1, "text-limit", textLimit)
                .atLeast(1, "image-path-limit", imagePathLimit)
                .atLeast(1, "receipt-backlog", receiptBacklog)
                .moreThan(Duration.ZERO, "receipt-timeout", receiptTimeout)
                .atLeast(1, "reaction-limit", reactionLimit)
                .atLeast(0, "receipts-room-limit", receiptsRoomLimit)
                .atLeast(0, "replay-limit", replayLimit)
                .atLeast(1, "page", page)
                .require(page <= pageLimit, "page must be at most chatter.messages.page-limit");
    }
}
