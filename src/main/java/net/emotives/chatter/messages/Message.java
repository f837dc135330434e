package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What was said, as committed; of a message that was edited or deleted, what is left of it.
 *
 * @param sequence its position in the log of its room, from 1, gapless over everything that happens
 *     there
 * @param ordinal its position among the messages of its room, from 1
 * @param clientId what its sender called it; absent in history taken over from the original
 * @param text absent where only an image was sent, and never empty
 * @param imagePath absent where only a text was sent, and never empty
 * @param replyTo the sequence of the message that it answers
 * @param created in microseconds
 * @param edited when its text was last changed
 * @param deleted when it was taken back: then there is neither text nor image
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

    /** Whether it was taken back. */
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
