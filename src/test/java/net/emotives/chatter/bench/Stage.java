package net.emotives.chatter.bench;

/** A venue where one can speak to all that are there. */
interface Stage extends Venue {

    /** Does what is to be done before anybody connects. */
    default void prepare() {}

    /** The frame by which one says something to all that are there. */
    byte[] message(String text);

    /** Holds what the frame says beside the text against what it must say. */
    default void check(Text text, long number) {}
}
