package net.emotives.chatter.journal;

import net.emotives.chatter.kernel.VisibleText;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

/**
 * Message that a user asks to send. Blank parts count as absent, and unpaired surrogates become
 * U+FFFD, as UTF-8 cannot encode them.
 *
 * @param clientId idempotency key of the sender in the room: a second draft with the same key is
 *     not written but answered with the first message, without a limit in time; generated if absent
 * @param replyTo the sequence of the message in the room that this replies to
 */
public record Draft(
        RoomId room,
        UserId sender,
        @Nullable String clientId,
        @Nullable String text,
        @Nullable String imagePath,
        @Nullable Long replyTo)
        implements Change {

    public Draft {
        text = VisibleText.orNull(text);
        imagePath = VisibleText.orNull(imagePath);
    }

    @Override
    public UserId by() {
        return this.sender;
    }

    @Override
    public int characters() {
        return length(this.text) + length(this.imagePath);
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
