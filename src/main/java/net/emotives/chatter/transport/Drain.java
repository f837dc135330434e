package net.emotives.chatter.transport;

import net.emotives.chatter.delivery.CloseReason;
import net.emotives.chatter.kernel.ShutdownPhase;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/**
 * Sends the clients away when the node goes: not ready, no new sockets, then the open ones closed
 * one after the other over a window, so that they do not all come to the next node at once. The
 * first thing that stops; the container would cut the sockets without a word.
 */
@Component
class Drain implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Drain.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration STEP = Duration.ofMillis(50);

    private final Links sockets;
    private final TransportProperties properties;
    private final ApplicationContext context;
    private volatile boolean running;

    Drain(Links sockets, TransportProperties properties, ApplicationContext context) {
        this.sockets = sockets;
        this.properties = properties;
        this.context = context;
    }

    @Override
    public void start() {
        this.running = true;
        if (this.sockets.isDraining()) {
            // Started again after a stop, as a paused context is.
            this.sockets.stopDraining();
            AvailabilityChangeEvent.publish(this.context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Override
    public void stop() {
        this.running = false;
        AvailabilityChangeEvent.publish(this.context, ReadinessState.REFUSING_TRAFFIC);
        this.sockets.startDraining();
        var open = List.copyOf(this.sockets.open());
        log.atInfo().addKeyValue("connections", open.size()).log("Draining");
        try {
            closeOverTime(open);
            var end = System.nanoTime() + LAST_WORDS.toNanos();
            while (!this.sockets.open().isEmpty() && System.nanoTime() < end) {
                Thread.sleep(STEP);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeOverTime(List<Link> open) throws InterruptedException {
        var start = System.nanoTime();
        var each = this.properties.drain().toNanos() / Math.max(1, open.size());
        for (var i = 0; i < open.size(); i++) {
            var early = start + i * each - System.nanoTime();
            if (early > STEP.toNanos()) {
                Thread.sleep(Duration.ofNanos(early));
            }
            open.get(i).retire(CloseReason.GOING_AWAY);
        }
    }

    @Override
    public boolean isRunning() {
        return this.running;
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.CONNECTIONS.value();
    }
}
