package net.emotives.chatter.users;

import net.emotives.chatter.kernel.VisibleText;

/** What a text column of PostgreSQL takes. */
final class Texts {

    private Texts() {}

    /**
     * Returns true if the text has at most so many characters, no NUL and no unpaired surrogate.
     */
    static boolean fits(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                && text.indexOf(0) < 0
                && VisibleText.isWellFormed(text);
    }
}
