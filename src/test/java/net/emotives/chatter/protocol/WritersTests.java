package net.emotives.chatter.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(120)
class WritersTests {

    private final Writers writers = new Writers();

    @Test
    void writesForAllThatHandOver() throws InterruptedException {
        var count = 20_000;
        var written = new CountDownLatch(count);
        var threads = new Thread[4];
        for (var i = 0; i < threads.length; i++) {
            threads[i] =
                    Thread.ofVirtual()
                            .start(() -> {
                                for (var n = 0; n < count / threads.length; n++) {
                                    this.writers.write(_ -> written.countDown());
                                }
                            });
        }
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void goesOnBehindClientsThatTakeNothing() throws InterruptedException {
        goesOnBehind(Runtime.getRuntime().availableProcessors() * 3);
    }

    @Test
    void passesThousandsByInAFewSteps() throws InterruptedException {
        goesOnBehind(10_000);
    }

    private void goesOnBehind(int stuck) throws InterruptedException {
        var release = new CountDownLatch(1);
        var held = new AtomicInteger();
        var written = new CountDownLatch(stuck);
        for (var i = 0; i < stuck; i++) {
            this.writers.write(_ -> {
                held.incrementAndGet();
                try {
                    release.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
            });
            this.writers.write(_ -> written.countDown());
        }
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(held).hasValue(stuck);
        // Who is held counts no longer: the next ones need not wait for another standstill.
        await().until(() -> this.writers.working() == 0);
        release.countDown();
    }
}
