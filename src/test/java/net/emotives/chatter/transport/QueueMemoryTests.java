package net.emotives.chatter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Limit on the bytes queued for all connections, at a tenth of the heap. */
class QueueMemoryTests {

    private final TransportMetrics metrics = new TransportMetrics(new SimpleMeterRegistry());

    private QueueMemory memory(Duration patience) {
        return new QueueMemory(
                new TransportProperties(
                        DataSize.ofKilobytes(64),
                        DataSize.ofKilobytes(256),
                        0.1,
                        DataSize.ofKilobytes(128),
                        patience,
                        Duration.ofSeconds(25),
                        Duration.ofSeconds(60),
                        Duration.ZERO,
                        20,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5)),
                this.metrics);
    }

    @Test
    void nothingMoreIsReadUntilClientsHaveTakenWhatIsQueued() throws InterruptedException {
        var memory = memory(Duration.ofMinutes(10));
        assertThat(memory.await()).isTrue();
        var more = Runtime.getRuntime().maxMemory() / 5;
        this.metrics.queued(more);
        var found = new CompletableFuture<Boolean>();
        var reading = Thread.startVirtualThread(() -> found.complete(awaited(memory)));
        await().until(() -> found.isDone() || reading.getState() == Thread.State.TIMED_WAITING);
        assertThat(found).isNotDone();
        this.metrics.queued(-more);
        assertThat(found.join()).isTrue();
    }

    private static boolean awaited(QueueMemory memory) {
        try {
            return memory.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Test
    void readThatWaitsForTooLongHasNoRoom() throws InterruptedException {
        this.metrics.queued(Runtime.getRuntime().maxMemory() / 5);
        assertThat(memory(Duration.ofMillis(1)).await()).isFalse();
    }
}
