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
 * @param batch drafts one transaction takes
 * @param backlog drafts that may wait
 * @param roomBacklog drafts of a room that may wait while another transaction holds its lock
 * @param backlogHeapShare the part of the heap that what waits may take
 * @param patience how long a draft waits for the database
 * @param reactionLimit characters of a reaction
 * @param reactionsPerMessage different reactions of a message
 * @param reactionsPerUser different reactions of a user to one message
 * @param receiptsRoomLimit up to how many members of a room are told of each other's receipts
 * @param recover how many events of a room a connection that comes back gets
 * @param page messages of a page of history when nothing is asked for
 * @param pageLimit messages of a page of history at most
 */
@ConfigurationProperties(prefix = "chatter.messages", ignoreUnknownFields = false)
record MessagesProperties(
        int textLimit,
        int imagePathLimit,
        Rate sendRate,
        Rate receiptRate,
        int batch,
        int backlog,
        int roomBacklog,
        double backlogHeapShare,
        Duration patience,
        int reactionLimit,
        int reactionsPerMessage,
        int reactionsPerUser,
        int receiptsRoomLimit,
        int recover,
        int page,
        int pageLimit) {

    MessagesProperties {
        Limits.of("chatter.messages")
                .atLeast(1, "text-limit", textLimit)
                .atLeast(1, "image-path-limit", imagePathLimit)
                .between(1, 1000, "batch", batch)
                .require(backlog >= batch, "backlog must be at least chatter.messages.batch")
                .atLeast(1, "room-backlog", roomBacklog)
                .moreThan(0.0, "backlog-heap-share", backlogHeapShare)
                .require(backlogHeapShare <= 0.5, "backlog-heap-share must be at most 0.5")
                .moreThan(Duration.ZERO, "patience", patience)
                .atLeast(1, "reaction-limit", reactionLimit)
                .atLeast(1, "reactions-per-message", reactionsPerMessage)
                .atLeast(1, "reactions-per-user", reactionsPerUser)
                .atLeast(0, "receipts-room-limit", receiptsRoomLimit)
                .atLeast(0, "recover", recover)
                .atLeast(1, "page", page)
                .require(page <= pageLimit, "page must be at most chatter.messages.page-limit");
    }

    Intake.Backlog backlog(long heap) {
        return new Intake.Backlog(
                this.backlog, this.roomBacklog, (long) (heap * this.backlogHeapShare));
    }

    BatchReactions.Limits reactions() {
        return new BatchReactions.Limits(this.reactionsPerMessage, this.reactionsPerUser);
    }
}
