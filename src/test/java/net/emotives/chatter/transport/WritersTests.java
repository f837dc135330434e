package net.emotives.chatter.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
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
                                    this.writers.write(new Client(written::countDown));
                                }
                            });
        }
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void writesToAFewOnTheThreadThatPushed() throws InterruptedException {
        assertThat(burst(4)).hasSize(8).containsOnly(Thread.currentThread());
    }

    @Test
    void leavesManyToOthers() throws InterruptedException {
        assertThat(burst(5)).hasSize(10).doesNotContain(Thread.currentThread());
    }

    @Test
    void doesNotWaitForOneOfAFewThatTakesNoMore() throws InterruptedException {
        var written = new CountDownLatch(1);
        this.writers.begin();
        this.writers.write(
                new Writers.Client() {
                    @Override
                    public void write(ByteBuffer buffer) {
                        written.countDown();
                    }

                    @Override
                    public void tryToWrite(ByteBuffer buffer) {
                        WritersTests.this.writers.write(this);
                    }
                });
        this.writers.end();
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void connectionThatFailsEndsNobodyElsesWriter() throws InterruptedException {
        var count = 1000;
        var written = new CountDownLatch(count);
        for (var n = 0; n < count; n++) {
            this.writers.write(
                    new Client(() -> {
                        throw new StackOverflowError("planted");
                    }));
            this.writers.write(new Client(written::countDown));
        }
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        await().untilAsserted(() -> assertThat(this.writers.working()).isZero());
    }

    /** Who wrote to each of so many that were pushed to together, twice. */
    private ConcurrentLinkedQueue<Thread> burst(int count) throws InterruptedException {
        var threads = new ConcurrentLinkedQueue<Thread>();
        for (var round = 0; round < 2; round++) {
            var written = new CountDownLatch(count);
            this.writers.begin();
            for (var i = 0; i < count; i++) {
                this.writers.write(
                        new Client(() -> {
                            threads.add(Thread.currentThread());
                            written.countDown();
                        }));
            }
            assertThat(written.getCount()).isEqualTo(count);
            this.writers.end();
            assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        }
        return threads;
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
            this.writers.write(
                    new Client(() -> {
                        held.incrementAndGet();
                        try {
                            release.await();
                        } catch (InterruptedException interrupted) {
                            Thread.currentThread().interrupt();
                        }
                    }));
            this.writers.write(new Client(written::countDown));
        }
        assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        // A writer may have taken its client and not have begun yet.
        await().untilAtomic(held, equalTo(stuck));
        // Writers that are held count no longer: the next ones need not wait for another
        // standstill.
        await().until(() -> this.writers.working() == 0);
        release.countDown();
    }

    /** Takes what is written, however it is. */
    private record Client(Runnable taken) implements Writers.Client {

        @Override
        public void write(ByteBuffer buffer) {
            this.taken.run();
        }

        @Override
        public void tryToWrite(ByteBuffer buffer) {
            this.taken.run();
        }
    }
}
