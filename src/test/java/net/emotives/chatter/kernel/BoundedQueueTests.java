package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

@Timeout(60)
class BoundedQueueTests {

    /** Three elements, or texts of ten characters together. */
    private final BoundedQueue<String> queue = new BoundedQueue<>(3, 10, String::length);

    @Test
    void givesElementsInTheirOrder() throws InterruptedException {
        assertThat(this.queue.poll()).isNull();
        this.queue.put("a");
        this.queue.put("b");
        assertThat(this.queue.offer("c")).isTrue();
        assertThat(this.queue.take()).isEqualTo("a");
        var rest = new ArrayList<String>();
        this.queue.drainTo(rest, 1);
        assertThat(rest).containsExactly("b");
        assertThat(this.queue.poll()).isEqualTo("c");
        assertThat(this.queue.size()).isZero();
    }

    @Test
    void refusesMoreElementsThanItsLimit() {
        assertThat(List.of("a", "b", "c")).allMatch(this.queue::offer);
        assertThat(this.queue.offer("d")).isFalse();
        assertThat(this.queue.clear()).isEqualTo(3);
        assertThat(this.queue.offer("d")).isTrue();
    }

    @Test
    void refusesMoreBytesThanItsLimit() {
        assertThat(this.queue.offer("123456")).isTrue();
        assertThat(this.queue.offer("12345")).isFalse();
        assertThat(this.queue.offer("1234")).isTrue();
        assertThat(this.queue.poll()).isEqualTo("123456");
        assertThat(this.queue.offer("123456")).isTrue();
        assertThat(this.queue.clear()).isEqualTo(2);
        assertThat(this.queue.offer("1234567890")).isTrue();
    }

    @Test
    void takesElementLargerThanTheLimitWhileNothingWaits() {
        assertThat(this.queue.offer("longer than ten")).isTrue();
        assertThat(this.queue.offer("a")).isFalse();
        assertThat(this.queue.poll()).isEqualTo("longer than ten");
        assertThat(this.queue.offer("a")).isTrue();
        assertThat(this.queue.offer("longer than ten")).isFalse();
    }

    @Test
    void waitsForSpaceAndForElements() throws InterruptedException {
        var count = 1000;
        var taken = new AtomicInteger();
        var takers = new ArrayList<Thread>();
        for (var i = 0; i < 3; i++) {
            takers.add(
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    while (true) {
                                        this.queue.take();
                                        taken.incrementAndGet();
                                    }
                                } catch (InterruptedException stopped) {
                                    Thread.currentThread().interrupt();
                                }
                            }));
        }
        for (var i = 0; i < count; i++) {
            this.queue.put(i % 7 == 0 ? "123456789" : "12");
        }
        await().until(() -> taken.get() == count);
        takers.forEach(Thread::interrupt);
        for (var taker : takers) {
            taker.join();
        }
    }
}
