package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

/**
 * Message that a user asks to send. Blank parts count as absent, and unpaired surrogates become
 * U+FFFD, as UTF-8 cannot encode them.
 *
 * @param clientId a name of the sender's choice: the same one in the same room says the same thing
 *     once, for ever; without one a name is made up
 * @param replyTo the sequence of the message in the room that this answers
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
        text = WellFormed.orNull(text);
        imagePath = WellFormed.orNull(imagePath);
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

    @Override
    public Fingerprint fingerprint() {
        return Fingerprint.of("sent", this.text, this.imagePath, this.replyTo);
    }
}
