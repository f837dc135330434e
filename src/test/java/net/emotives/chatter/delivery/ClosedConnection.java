package net.emotives.chatter.delivery;

import net.emotives.chatter.users.User;

import org.jspecify.annotations.Nullable;

/** A connection that may be closed, and notes why. */
final class ClosedConnection extends ListeningConnection {

    private volatile @Nullable CloseReason reason;

    ClosedConnection(User owner) {
        super(owner);
    }

    @Nullable CloseReason reason() {
        return this.reason;
    }

    @Override
    public void close(CloseReason reason) {
        this.reason = reason;
    }
}
