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
        for (var i = 0; i < text.length(); i++) {
            var character = text.charAt(i);
            if (character == 0) {
                return false;
            }
            if (Character.isSurrogate(character)) {
                if (Character.isBmpCodePoint(text.codePointAt(i))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }
}
