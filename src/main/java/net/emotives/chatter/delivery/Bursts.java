package net.emotives.chatter.delivery;

/**
 * Told of pushes that come close together, so that what is for one connection can be written
 * together. Between the calls the thread that made them pushes; others may push as well.
 */
public interface Bursts {

    /** What this thread pushes from now on may wait. */
    void begin();

    /** It may wait no longer. */
    void end();
}
