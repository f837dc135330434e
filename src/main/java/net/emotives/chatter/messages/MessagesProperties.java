package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.Rate;

import org.springframework.boot.context.properties.ConfigurationProperties;

import java.time.Duration;

/**
 * @param textLimit characters of a message
 * @param imagePathLimit characters of the path of its image
 * @param sendRate drafts of one user
 * @param batch drafts one transaction takes
 * @param backlog drafts that may wait
 * @param patience how long a draft waits for the database
 * @param reactionLimit characters of a reaction
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
        int batch,
        int backlog,
        Duration patience,
        int reactionLimit,
        int receiptsRoomLimit,
        int recover,
        int page,
        int pageLimit) {

    MessagesProperties {
        if (textLimit < 1 || imagePathLimit < 1) {
            throw new IllegalArgumentException(
                    "chatter.messages.text-limit and image-path-limit must be at least 1");
        }
        if (batch < 1 || batch > 1000) {
            throw new IllegalArgumentException("chatter.messages.batch must be between 1 and 1000");
        }
        if (backlog < batch) {
            throw new IllegalArgumentException(
                    "chatter.messages.backlog must be at least chatter.messages.batch");
        }
        if (reactionLimit < 1 || receiptsRoomLimit < 0 || recover < 0) {
            throw new IllegalArgumentException(
                    "chatter.messages.reaction-limit must be at least 1, and receipts-room-limit"
                            + " and recover not negative");
        }
        if (page < 1 || page > pageLimit) {
            throw new IllegalArgumentException(
                    "chatter.messages.page must be between 1 and chatter.messages.page-limit");
        }
    }
}
