package net.emotives.chatter.delivery;

/**
 * A text on its way to connections. One instance is queued for all of them.
 *
 * @param bytes what it takes in UTF-8
 */
public record Frame(String text, int bytes) {

    /** Counts the bytes, once. */
    public static Frame of(String text) {
        var bytes = text.length();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= 0x800 && !Character.isSurrogate(c)) {
                bytes += 2;
            } else if (c >= 0x80) {
                bytes++;
            }
        }
        return new Frame(text, bytes);
    }
}
