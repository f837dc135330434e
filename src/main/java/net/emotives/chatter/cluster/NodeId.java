package net.emotives.chatter.cluster;

import java.util.UUID;

/** Names a node from its start to its end; a process that is started again is another node. */
public record NodeId(String value) {

    /** One that was never used. */
    static NodeId next() {
        return new NodeId(UUID.randomUUID().toString());
    }

    @Override
    public String toString() {
        return this.value;
    }
}
