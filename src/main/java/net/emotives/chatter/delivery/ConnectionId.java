package net.emotives.chatter.delivery;

import java.util.UUID;

/** Names a connection, on all nodes. */
public record ConnectionId(String value) {

    /** One that was never used. */
    public static ConnectionId next() {
        return new ConnectionId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return this.value;
    }
}
