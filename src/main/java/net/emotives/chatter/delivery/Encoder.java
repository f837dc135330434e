package net.emotives.chatter.delivery;

import org.jspecify.annotations.Nullable;

/**
 * Puts a push into the words of a protocol. One instance serves all connections of the protocol: a
 * push is encoded once.
 */
public interface Encoder {

    /**
     * The frame, or nothing where the protocol does not show such a push. Called on the fan-out's
     * thread: must not wait.
     */
    @Nullable Frame encode(Push push);
}
