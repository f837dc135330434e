package net.emotives.chatter.presence;

import net.emotives.chatter.kernel.Loop;
import net.emotives.chatter.kernel.ShutdownPhase;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * Serial publisher of changed state: listeners are called on its own thread, where nobody holds a
 * lock, and may wait there. Only that a key changed is queued, and its state is read when it is
 * published: so the last publication of a key is its last state, what changed and changed back
 * meanwhile is not published, and the queue holds each key once.
 */
@Component
class ChangePublisher implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ChangePublisher.class);

    /** Called with the state published before and the one now; absent is null. */
    interface Listener<K, S> {

        void changed(K key, @Nullable S before, @Nullable S now);
    }

    /** One kind of state, each key of which is published by itself. */
    final class Changes<K, S> {

        private final Function<K, @Nullable S> current;
        private final Listener<K, S> listener;
        private final Set<K> queued = ConcurrentHashMap.newKeySet();

        /** For the publisher's thread alone. */
        private final Map<K, S> published = new HashMap<>();

        private Changes(Function<K, @Nullable S> current, Listener<K, S> listener) {
            this.current = current;
            this.listener = listener;
        }

        /** Has the state of the key published, if it is another one. Thread-safe. Never blocks. */
        void changed(K key) {
            if (this.queued.add(key)) {
                ChangePublisher.this.queue.add(() -> publish(key));
            }
        }

        private void publish(K key) {
            // First, so that a change that is not read below is queued again.
            this.queued.remove(key);
            var now = this.current.apply(key);
            var before = now == null ? this.published.remove(key) : this.published.put(key, now);
            if (!Objects.equals(before, now)) {
                this.listener.changed(key, before, now);
            }
        }
    }

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final Loop loop = Loop.virtual("presence-publisher", this::step);

    /**
     * @param current reads the state of a key without a lock; null where it has none
     */
    <K, S> Changes<K, S> of(Function<K, @Nullable S> current, Listener<K, S> listener) {
        return new Changes<>(current, listener);
    }

    private void step() throws InterruptedException {
        publish(this.queue.take());
    }

    private static void publish(Runnable change) {
        try {
            change.run();
        } catch (RuntimeException failure) {
            // One change that cannot be published must not end all others.
            log.atError().setCause(failure).log("A change of presence could not be published");
        }
    }

    @Override
    public void start() {
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
        return ShutdownPhase.PRESENCE.value();
    }
}
