package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.CloseReason;

/** Callbacks of a {@link Link} into its protocol. None may block. */
public interface LinkEvents {

    /**
     * The connection is closing or gone: nothing more can be sent. May come more than once, on any
     * thread.
     */
    void closing();

    /**
     * A ping is queued next: whatever was sent before this call goes before it. Any thread, one at
     * a time.
     */
    void pinging();

    /**
     * The newest ping was answered: everything sent before it has arrived. On the reader's thread.
     */
    void ponged();

    /**
     * The connection is to go, and there is time: the protocol says its last words and closes it
     * for that reason.
     */
    void retire(CloseReason reason);
}
