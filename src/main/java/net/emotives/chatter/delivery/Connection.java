package net.emotives.chatter.delivery;

import net.emotives.chatter.users.UserId;

import java.time.Duration;
import java.util.Optional;

/**
 * An open connection of a client on this node, of whatever protocol and transport. Implemented by
 * the protocols.
 */
public interface Connection {

    /** Its name. */
    ConnectionId id();

    /** Returns its user; empty where a protocol lets anonymous clients read. */
    Optional<UserId> user();

    /**
     * What turns the push into a frame for it: the same for all connections that are to get the
     * same frame.
     */
    Encoder encoder(Push push);

    /**
     * Queues a frame that its encoder made of the push. Never waits: a connection that cannot keep
     * up is closed.
     */
    void push(Push push, Frame frame);

    /**
     * Returns for how long its client has been silent, where that is longer than one that answers
     * pings can be: then it may be dead. Never waits.
     */
    default Optional<Duration> silence() {
        return Optional.empty();
    }

    /** Closes it; returns at once. */
    void close(CloseReason reason);
}
