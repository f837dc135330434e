package net.emotives.chatter.delivery;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A text on its way to connections. One instance is queued for all of them, encoded once. */
public final class Frame {

    private final byte[] utf8;

    private Frame(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static Frame of(String text) {
        return new Frame(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns its size. */
    public int bytes() {
        return this.utf8.length;
    }

    /** The text in UTF-8, to be read and not to be written. */
    public ByteBuffer content() {
        return ByteBuffer.wrap(this.utf8);
    }
}
