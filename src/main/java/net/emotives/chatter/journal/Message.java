package net.emotives.chatter.journal;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Committed message, with its present content.
 *
 * @param sequence position in the log of its room, from 1, without gaps
 * @param ordinal position among the messages of its room, from 1
 * @param clientId idempotency key; absent in history that was migrated from the original service
 * @param text absent if only an image was sent, never empty
 * @param imagePath absent if only a text was sent, never empty
 * @param replyTo the sequence of the message that it replies to
 * @param created in microseconds
 * @param edited time of the last edit
 * @param deleted time of the deletion, after which there is neither text nor image
 */
public record Message(
        MessageId id,
        RoomId room,
        long sequence,
        long ordinal,
        UserId sender,
        @Nullable String clientId,
        @Nullable String text,
        @Nullable String imagePath,
        @Nullable Long replyTo,
        Instant created,
        @Nullable Instant edited,
        @Nullable Instant deleted) {

    /** Returns true if it was deleted. */
    public boolean isDeleted() {
        return this.deleted != null;
    }

    /** Returns the message as shown to a member whose visible history begins at that sequence. */
    public Message seenFrom(long from) {
        return this.replyTo == null || this.replyTo >= from
                ? this
                : new Message(
                        this.id,
                        this.room,
                        this.sequence,
                        this.ordinal,
                        this.sender,
                        this.clientId,
                        this.text,
                        this.imagePath,
                        null,
                        this.created,
                        this.edited,
                        this.deleted);
    }
}
