package net.emotives.chatter.messages;

import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.users.UserId;

import org.jspecify.annotations.Nullable;

/**
 * What a user asks to say. Empty parts count as absent, and halves of surrogate pairs become
 * U+FFFD, as they cannot be written in UTF-8.
 *
 * @param clientId a name of the sender's choice: the same one in the same room says the same thing
 *     once, for ever; without one a name is made up
 */
public record Draft(
        RoomId room,
        UserId sender,
        @Nullable String clientId,
        @Nullable String text,
        @Nullable String imagePath) {

    public Draft {
        text = wellFormed(text);
        imagePath = wellFormed(imagePath);
    }

    private static @Nullable String wellFormed(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        var broken =
                text.codePoints()
                        .anyMatch(
                                c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        return broken ? replaced(text) : text;
    }

    private static String replaced(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
