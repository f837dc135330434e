package net.emotives.chatter.journal;

/**
 * The number of a message, unique in a database. In a room later messages have higher ones, but for
 * rows of the original.
 */
public record MessageId(long value) {

    @Override
    public String toString() {
        return Long.toString(this.value);
    }
}
