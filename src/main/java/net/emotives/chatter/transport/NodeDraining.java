package net.emotives.chatter.transport;

import net.emotives.chatter.kernel.ChatterException;
import net.emotives.chatter.kernel.ErrorCode;

import java.time.Duration;

/** The node is draining and takes no more connections. */
final class NodeDraining extends ChatterException {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    NodeDraining() {
        super(ErrorCode.UNAVAILABLE, "This node is going away; try again.", null, RETRY_AFTER);
    }
}
