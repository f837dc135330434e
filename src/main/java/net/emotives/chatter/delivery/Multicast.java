package net.emotives.chatter.delivery;

import org.springframework.stereotype.Component;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Multicaster: pushes to the connections of topics, encoded once per encoder. For tasks of the
 * {@link DispatchQueue}. Never blocks.
 */
@Component
class Multicast {

    private final Hub hub;
    private final PushBatch batch;
    private final DeliveryMetrics metrics;

    Multicast(Hub hub, PushBatch batch, DeliveryMetrics metrics) {
        this.hub = hub;
        this.batch = batch;
        this.metrics = metrics;
    }

    /**
     * Pushes to the connections that are subscribed to one of the topics and pass the filter, each
     * once.
     */
    void push(Collection<? extends Topic> topics, Push push, Predicate<Connection> to) {
        var frames = new HashMap<Encoder, Optional<Frame>>(4);
        var reached = topics.size() == 1 ? null : new HashSet<Connection>();
        var pushed = 0;
        for (var topic : topics) {
            for (var connection : this.hub.subscribers(topic)) {
                if (to.test(connection) && (reached == null || reached.add(connection))) {
                    frames.computeIfAbsent(
                                    connection.encoder(push),
                                    encoder -> Optional.ofNullable(encoder.encode(push)))
                            .ifPresent(frame -> connection.push(push, frame));
                    pushed++;
                }
            }
        }
        this.metrics.pushed(pushed);
        var bytes = 0;
        for (var frame : frames.values()) {
            bytes = Math.max(bytes, frame.map(Frame::bytes).orElse(0));
        }
        this.batch.pushed(pushed, bytes);
    }
}
