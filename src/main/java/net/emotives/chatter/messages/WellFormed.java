package net.emotives.chatter.messages;

import net.emotives.chatter.kernel.VisibleText;

import org.jspecify.annotations.Nullable;

/** Texts that can be written in UTF-8. */
final class WellFormed {

    private WellFormed() {}

    /** The text with U+FFFD for halves of surrogate pairs; nothing for one that shows nothing. */
    static @Nullable String orNull(@Nullable String text) {
        if (text == null || VisibleText.isBlank(text)) {
            return null;
        }
        return text.codePoints().anyMatch(WellFormed::isHalf) ? replaced(text) : text;
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String replaced(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints().map(c -> isHalf(c) ? 0xFFFD : c).forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
