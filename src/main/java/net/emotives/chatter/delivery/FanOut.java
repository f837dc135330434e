package net.emotives.chatter.delivery;

import net.emotives.chatter.messages.MessageEvent;
import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.presence.PresenceEvent;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Predicate;

/**
 * Carries what happened to the connections of this node, one thing after the other on a thread of
 * its own, so that every connection sees the events of a room in their order. Handing over to it
 * waits only while its bounded queue is full; it never waits for a connection. A push is encoded
 * once for all connections of an encoder.
 */
@Component
class FanOut implements SmartLifecycle {

    /** Stops after the writer of messages, whose last words it still carries. */
    private static final int PHASE = Integer.MAX_VALUE - 8192;

    private static final Logger log = LoggerFactory.getLogger(FanOut.class);

    /** What is to be carried where, and to which of the connections there. */
    private record Delivery(List<Topic> topics, Push push, Predicate<Connection> to) {}

    private final Hub hub;
    private final Presence presence;
    private final DeliveryProperties properties;
    private final DeliveryMetrics metrics;
    private final BlockingQueue<Delivery> queue;
    private volatile @Nullable Thread thread;

    FanOut(Hub hub, Presence presence, DeliveryProperties properties, DeliveryMetrics metrics) {
        this.hub = hub;
        this.presence = presence;
        this.properties = properties;
        this.metrics = metrics;
        this.queue = new ArrayBlockingQueue<>(properties.backlog());
        metrics.watchBacklog(this.queue);
    }

    @EventListener
    void on(MessageEvent.Sent sent) {
        var topics = sent.message().room().pair().stream().<Topic>map(Topic.OfUser::new).toList();
        publish(topics, new Push.OfMessage(sent), _ -> true);
    }

    /** To the others of the group, while it is not too large for that. */
    @EventListener
    void on(PresenceEvent event) {
        if (this.presence.online(event.group()) > this.properties.presenceGroupLimit()) {
            this.metrics.leftUnpushed();
            return;
        }
        var himself = Optional.of(event.user());
        publish(
                List.of(new Topic.OfGroup(event.group())),
                new Push.OfPresence(event),
                connection -> !connection.user().equals(himself));
    }

    private void publish(List<Topic> topics, Push push, Predicate<Connection> to) {
        try {
            this.queue.put(new Delivery(topics, push, to));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry(Delivery delivery) {
        var frames = new HashMap<Encoder, Optional<Frame>>(4);
        var reached = new HashSet<Connection>();
        for (var topic : delivery.topics()) {
            for (var connection : this.hub.subscribers(topic)) {
                if (delivery.to().test(connection) && reached.add(connection)) {
                    frames.computeIfAbsent(
                                    connection.encoder(),
                                    encoder -> Optional.ofNullable(encoder.encode(delivery.push())))
                            .ifPresent(frame -> connection.push(delivery.push(), frame));
                }
            }
        }
        this.metrics.pushed(reached.size());
    }

    private void run() {
        while (true) {
            try {
                carry(this.queue.take());
            } catch (InterruptedException stopped) {
                return;
            } catch (RuntimeException failure) {
                // One push that cannot be carried must not end all others.
                log.atError().setCause(failure).log("A push could not be delivered");
            }
        }
    }

    @Override
    public void start() {
        this.thread = Thread.ofVirtual().name("fan-out").start(this::run);
    }

    @Override
    public void stop() {
        Objects.requireNonNull(this.thread).interrupt();
        this.thread = null;
    }

    @Override
    public boolean isRunning() {
        return this.thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
