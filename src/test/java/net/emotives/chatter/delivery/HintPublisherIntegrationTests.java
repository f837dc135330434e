package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.bus.Bus;
import net.emotives.chatter.cluster.Cluster;
import net.emotives.chatter.kernel.LivingOn;
import net.emotives.chatter.kernel.VitalThread;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Failures to publish to the other nodes. */
class HintPublisherIntegrationTests {

    private static final class FailingBus implements Bus {

        private final Throwable failure;
        private final AtomicInteger tries = new AtomicInteger();

        FailingBus(Throwable failure) {
            this.failure = failure;
        }

        @Override
        public void listen(Consumer<String> heard, Runnable restored) {}

        @Override
        public void publish(List<String> texts) {
            this.tries.incrementAndGet();
            if (this.failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) this.failure;
        }

        @Override
        public int limit() {
            return 1000;
        }

        @Override
        public void close() {}
    }

    private static HintPublisher on(Bus bus) {
        var node = Node.shared();
        return new HintPublisher(
                bus,
                node.get(HintCodec.class),
                node.get(Cluster.class),
                node.get(DeliveryProperties.class),
                node.get(DeliveryMetrics.class));
    }

    @Test
    void announcerThatFailsWithAnErrorIsKnownToBeDead() {
        try (var _ = new LivingOn()) {
            var announcer = on(new FailingBus(new OutOfMemoryError("planted")));
            announcer.start();
            await().until(() -> VitalThread.dead().contains("announcer"));
            announcer.stop();
        }
    }

    @Test
    void greetingThatFailsAsNobodyExpectedEndsNothing() {
        try (var _ = new LivingOn()) {
            var bus = new FailingBus(new IllegalStateException("planted"));
            var announcer = on(bus);
            announcer.start();
            await().until(() -> bus.tries.get() > 0 || !VitalThread.dead().isEmpty());
            announcer.stop();
            assertThat(VitalThread.dead()).doesNotContain("announcer");
        }
    }
}
