package net.emotives.chatter.users;

/** What a text column of PostgreSQL takes. */
final class Texts {

    private Texts() {}

    /**
     * Whether the text has at most that many characters, no NUL and no half of a surrogate pair.
     */
    static boolean fits(String text, int characters) {
        return text.codePointCount(0, text.length()) <= characters
                && text.codePoints().noneMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
    }
}
