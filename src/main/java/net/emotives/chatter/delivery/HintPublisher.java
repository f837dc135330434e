package net.emotives.chatter.delivery;

import net.emotives.chatter.bus.Bus;
import net.emotives.chatter.bus.BusAway;
import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.journal.RoomEvents;
import net.emotives.chatter.kernel.BoundedQueue;
import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;
import net.emotives.chatter.messages.ReceiptEvent;
import net.emotives.chatter.presence.RollChange;
import net.emotives.chatter.presence.TypingSaid;
import net.emotives.chatter.users.UserEvent;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Publishes to the other nodes what happened here. Callers never wait: hints that gather for a
 * moment, or while the bus is busy, go together, and while the bus is away they are dropped. A
 * message costs one encoding, and nothing while there is no other node.
 */
@Component
class HintPublisher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(HintPublisher.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration PAUSE_WHILE_AWAY = Duration.ofMillis(250);

    private final Bus bus;
    private final Cluster cluster;
    private final Envelopes envelopes;
    private final DeliveryMetrics metrics;
    private final BoundedQueue<Hint> queue;
    private final Duration gather;
    private final Loop loop = Loop.platform("announcer", this::step);

    /** For the loop alone. */
    private boolean greeted;

    HintPublisher(
            Bus bus,
            HintCodec codec,
            Cluster cluster,
            DeliveryProperties properties,
            DeliveryMetrics metrics) {
        this.bus = bus;
        this.cluster = cluster;
        this.envelopes = new Envelopes(cluster.self(), codec, bus.limit(), bus.largest());
        this.metrics = metrics;
        this.gather = properties.gather();
        this.queue =
                new BoundedQueue<>(properties.backlog(), properties.backlogBytes(), EventSize::of);
    }

    @EventListener
    void on(RoomEvents happened) {
        happened.events().forEach(event -> tell(new Hint.Happened(event)));
    }

    @EventListener
    void on(ReceiptEvent event) {
        tell(new Hint.Receipted(event));
    }

    @EventListener
    void on(TypingSaid said) {
        tell(new Hint.Typed(said));
    }

    @EventListener
    void on(RollChange change) {
        tell(new Hint.Rolled(change));
    }

    @EventListener
    void on(UserEvent.Changed changed) {
        if (changed.here()) {
            tell(new Hint.UserChanged(changed.now().id()));
        }
    }

    private void tell(Hint hint) {
        if (this.cluster.hasOthers() && !this.queue.offer(hint)) {
            this.metrics.untold(1);
        }
    }

    private void step() throws InterruptedException {
        if (!this.greeted) {
            this.greeted = true;
            greet();
        }
        var hints = new ArrayList<Hint>();
        hints.add(this.queue.take());
        this.queue.drainTo(hints, MOST_AT_ONCE - 1);
        var next = System.nanoTime() + this.gather.toNanos();
        try {
            this.bus.publish(this.envelopes.of(hints));
            this.metrics.told(hints.size());
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        } catch (RuntimeException failure) {
            log.atLevel(failure instanceof BusAway ? Level.DEBUG : Level.ERROR)
                    .setCause(failure)
                    .log("Hints could not be told");
            this.metrics.untold(hints.size() + this.queue.clear());
            Thread.sleep(PAUSE_WHILE_AWAY);
        }
    }

    /** Has the others know at once that somebody listens to them; else their next look shows it. */
    private void greet() {
        try {
            this.bus.publish(List.of(this.envelopes.greeting()));
        } catch (RuntimeException failure) {
            log.atLevel(failure instanceof BusAway ? Level.DEBUG : Level.ERROR)
                    .setCause(failure)
                    .log("Nobody was greeted");
        }
    }

    @Override
    public void start() {
        this.greeted = false;
        this.loop.start();
    }

    @Override
    public void stop() {
        this.loop.stop();
    }

    @Override
    public boolean isRunning() {
        return this.loop.isRunning();
    }

    @Override
    public int getPhase() {
        return ShutdownPhase.HINTS.value();
    }
}
