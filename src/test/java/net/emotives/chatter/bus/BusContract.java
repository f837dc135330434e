package net.emotives.chatter.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import net.emotives.chatter.kernel.LivingOn;
import net.emotives.chatter.kernel.VitalThread;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** What every bus does, whatever carries it. */
interface BusContract {

    /** Another end of the one bus of this test. */
    Bus end();

    /** An end of another bus in the same place. */
    Bus elsewhere();

    /** Breaks the connections of all ends, as often as it is called; they may come back. */
    void interrupt();

    /** An end and what it heard. */
    record Ear(Bus bus, Queue<String> heard, AtomicInteger restored) implements AutoCloseable {

        static Ear at(Bus bus) {
            var ear = new Ear(bus, new ConcurrentLinkedQueue<>(), new AtomicInteger());
            bus.listen(ear.heard::add, ear.restored::incrementAndGet);
            await().until(() -> ear.restored.get() > 0);
            return ear;
        }

        void awaitLast(String text) {
            await().until(() -> this.heard.contains(text));
        }

        @Override
        public void close() {
            this.bus.close();
        }
    }

    @Test
    default void carriesToAllOthersInOrder() {
        try (var one = Ear.at(end());
                var other = Ear.at(end());
                var third = Ear.at(end())) {
            var texts = IntStream.range(0, 2000).mapToObj(i -> "text " + i).toList();
            for (var i = 0; i < texts.size(); i += 50) {
                one.bus().publish(texts.subList(i, i + 50));
            }
            for (var ear : List.of(other, third)) {
                ear.awaitLast("text 1999");
                assertThat(ear.heard()).containsExactlyElementsOf(texts);
            }
        }
    }

    @Test
    default void carriesFromAllToAll() {
        try (var one = Ear.at(end());
                var other = Ear.at(end())) {
            one.bus().publish(List.of("from one"));
            other.awaitLast("from one");
            other.bus().publish(List.of("from the other"));
            one.awaitLast("from the other");
        }
    }

    @Test
    default void carriesAnyTextUpToItsLimit() {
        try (var one = Ear.at(end());
                var other = Ear.at(end())) {
            var limit = Math.min(one.bus().largest(), 1_000_000);
            var texts =
                    List.of(
                            "x".repeat(limit),
                            "é".repeat(limit / 2),
                            "😀".repeat(limit / 4),
                            "before",
                            "x".repeat(Math.min(one.bus().limit(), limit)),
                            "after",
                            "\u0001" + "2",
                            "a\n\"b\"\\c'd\t{}");
            one.bus().publish(texts);
            other.awaitLast(texts.getLast());
            assertThat(other.heard()).containsExactlyElementsOf(texts);
        }
    }

    @Test
    default void keepsOthersOut() {
        try (var one = Ear.at(end());
                var other = Ear.at(end());
                var stranger = Ear.at(elsewhere())) {
            one.bus().publish(List.of("not for strangers"));
            other.awaitLast("not for strangers");
            stranger.bus().publish(List.of("for themselves"));
            assertThat(stranger.heard()).doesNotContain("not for strangers");
            assertThat(other.heard()).doesNotContain("for themselves");
        }
    }

    @Test
    default void knowsWhetherAnybodyCanHear() {
        try (var one = Ear.at(end());
                var _ = Ear.at(end())) {
            assertThat(one.bus().isShared()).isTrue();
        }
    }

    @Test
    default void comesBackByItselfAndSaysThatSomethingMayBeLost() {
        try (var one = Ear.at(end());
                var other = Ear.at(end())) {
            var before = other.restored().get();
            interrupt();
            await().until(() -> !breaks() || other.restored().get() > before);
            await().until(() -> {
                try {
                    one.bus().publish(List.of("again"));
                } catch (BusAway away) {
                    return false;
                }
                return other.heard().contains("again");
            });
        }
    }

    /** Whether it can break at all. */
    default boolean breaks() {
        return true;
    }

    /** Applies to buses with a listener thread of their own, as all that can break have. */
    @Test
    default void listenerThatFailsWithAnErrorIsKnownToBeDead() {
        assumeTrue(breaks());
        try (var _ = new LivingOn();
                var one = Ear.at(end());
                var bus = end()) {
            bus.listen(
                    _ -> {
                        throw new OutOfMemoryError("planted");
                    },
                    () -> {});
            await().until(() -> {
                one.bus().publish(List.of("too much"));
                return VitalThread.dead().contains("bus-listener");
            });
        }
    }

    @Test
    default void hearsNothingAfterItsEnd() {
        var gone = Ear.at(end());
        gone.close();
        try (var one = Ear.at(end());
                var other = Ear.at(end())) {
            one.bus().publish(List.of("after its end"));
            other.awaitLast("after its end");
            assertThat(gone.heard()).isEmpty();
        }
        assertThatCode(gone::close).doesNotThrowAnyException();
    }
}
