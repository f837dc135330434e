package net.emotives.chatter.delivery;

/**
 * Told when a thread begins and ends a batch of pushes, so that frames for one connection can be
 * written together. Other threads may push meanwhile.
 */
public interface PushBatches {

    /** Pushes of this thread may be held back from now on. */
    void begin();

    /** Writes what was held back. */
    void end();
}
