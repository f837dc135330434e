package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.CloseReason;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Pings every connection now and then, so that gateways keep it and the dead are found, and closes
 * what is silent for too long or too old. One pass a second over all of them.
 */
@Component
class Heartbeat {

    private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);

    private final Links sockets;
    private final long ping;
    private final long lostAfter;
    private final long maxAge;

    Heartbeat(Links sockets, TransportProperties properties) {
        this.sockets = sockets;
        this.ping = properties.ping().toNanos();
        this.lostAfter = properties.lostAfter().toNanos();
        this.maxAge = properties.maxAge().isZero() ? Long.MAX_VALUE : properties.maxAge().toNanos();
    }

    @Scheduled(fixedRate = 1000)
    void beat() {
        var now = System.nanoTime();
        for (var connection : this.sockets.open()) {
            beat(connection, now);
        }
    }

    /** Checks one connection; a failure does not affect the others. */
    private void beat(Link connection, long now) {
        try {
            if (connection.signs().silentSince(now) > this.lostAfter) {
                connection.close(CloseReason.HEARTBEAT_LOST);
            } else if (connection.signs().age(now) > this.maxAge) {
                connection.retire(CloseReason.TOO_OLD);
            } else if (connection.pingedSince(now) >= this.ping) {
                connection.ping();
            } else {
                connection.pingIfReceiptWanted(now);
            }
        } catch (RuntimeException failure) {
            log.atError().setCause(failure).log("A connection could not be pinged");
            connection.close(CloseReason.INTERNAL);
        }
    }
}
