package net.emotives.chatter.users;

/** What a text column of PostgreSQL takes. */
final class Texts {

    private Texts() {}

    /**
     * Whether the text has at most that many characters, no NUL and no half of a surrogate pair.
     */
    static boolean fits(String text, int characters) {
        if (text.codePointCount(0, text.length()) > characters) {
            return false;
        }
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
