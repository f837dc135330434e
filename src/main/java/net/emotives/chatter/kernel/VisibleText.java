package net.emotives.chatter.kernel;

import org.jspecify.annotations.Nullable;

import java.util.regex.Pattern;

/**
 * Tells texts that show something from those that look empty. A character shows nothing where
 * Unicode calls it white space, a control or format character (but for those that enclose what
 * follows, such as U+0600), or {@code Default_Ignorable_Code_Point}, and where its glyph is blank
 * by design. Sequences of emoji keep their joiners and variation selectors: only a text of nothing
 * else is blank.
 */
public final class VisibleText {

    /** Prepended_Concatenation_Mark: format characters with a glyph. */
    private static final String SIGNS =
            "\\x{600}-\\x{605}\\x{6DD}\\x{70F}\\x{890}\\x{891}\\x{8E2}\\x{110BD}\\x{110CD}";

    /** Default_Ignorable_Code_Point of Unicode 16, with the code points reserved for it. */
    private static final String IGNORABLE =
            "\\x{AD}\\x{34F}\\x{61C}\\x{115F}\\x{1160}\\x{17B4}\\x{17B5}\\x{180B}-\\x{180F}"
                    + "\\x{200B}-\\x{200F}\\x{202A}-\\x{202E}\\x{2060}-\\x{206F}\\x{3164}"
                    + "\\x{FE00}-\\x{FE0F}\\x{FEFF}\\x{FFA0}\\x{FFF0}-\\x{FFF8}"
                    + "\\x{1BCA0}-\\x{1BCA3}\\x{1D173}-\\x{1D17A}\\x{E0000}-\\x{E0FFF}";

    /** Blank by design: braille and notehead, the fillers of Khitan and of hieroglyphs. */
    private static final String BLANK = "\\x{2800}\\x{1D159}\\x{16FE4}\\x{13441}\\x{13442}";

    private static final Pattern VISIBLE =
            Pattern.compile(
                    "["
                            + SIGNS
                            + "]|[^\\p{IsWhite_Space}\\p{Zs}\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cf}"
                            + IGNORABLE
                            + BLANK
                            + "]");

    private VisibleText() {}

    /** Returns true where a reader would see nothing of the text. */
    public static boolean isBlank(String text) {
        return !VISIBLE.matcher(text).find();
    }

    /**
     * Returns the text with U+FFFD for unpaired surrogates, which UTF-8 cannot encode; null for a
     * blank text.
     */
    public static @Nullable String orNull(@Nullable String text) {
        if (text == null || isBlank(text)) {
            return null;
        }
        return wellFormed(text);
    }

    /** Returns the text with U+FFFD for unpaired surrogates, which UTF-8 cannot encode. */
    public static String wellFormed(String text) {
        return isWellFormed(text) ? text : repaired(text);
    }

    /** Returns false if the text has an unpaired surrogate. */
    public static boolean isWellFormed(String text) {
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    private static String repaired(String text) {
        var whole = new StringBuilder(text.length());
        text.codePoints().map(c -> isSurrogate(c) ? 0xFFFD : c).forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
