package net.emotives.chatter.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of a frame where they lie in the wire's buffer. */
record Text(ByteBuffer buffer, int from, int length) {

    /** Where that begins first, or -1. */
    int find(byte[] what) {
        for (var i = this.from; i <= this.from + this.length - what.length; i++) {
            var at = 0;
            while (at < what.length && this.buffer.get(i + at) == what[at]) {
                at++;
            }
            if (at == what.length) {
                return i;
            }
        }
        return -1;
    }

    boolean startsWith(byte[] what) {
        for (var i = 0; i < what.length; i++) {
            if (i >= this.length || this.buffer.get(this.from + i) != what[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether exactly these bytes stand there. */
    boolean has(int at, byte[] what) {
        return at + what.length <= this.from + this.length
                && this.buffer.slice(at, what.length).equals(ByteBuffer.wrap(what));
    }

    /** The number that is written there in digits. */
    long number(int at) {
        var number = 0L;
        for (var i = at; i < this.from + this.length; i++) {
            var digit = this.buffer.get(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Override
    public String toString() {
        return StandardCharsets.UTF_8
                .decode(this.buffer.duplicate().limit(this.from + this.length).position(this.from))
                .toString();
    }
}
