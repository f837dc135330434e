package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.presence.Presence;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** Who does what is to be carried, and in which order. */
class DispatchQueueIntegrationTests {

    private static final Set<Thread.State> ENDED_OR_WAITING =
            EnumSet.of(
                    Thread.State.TERMINATED,
                    Thread.State.WAITING,
                    Thread.State.TIMED_WAITING,
                    Thread.State.BLOCKED);

    private final DispatchQueue queue = Node.shared().get(DispatchQueue.class);
    private final List<String> done = new CopyOnWriteArrayList<>();

    private Runnable note(String what) {
        return () -> this.done.add(what);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Does it on this thread, as soon as nothing else is to be done. */
    private void doHere(Runnable... work) {
        var here = Thread.currentThread();
        var isHere = new AtomicBoolean();
        while (!isHere.get()) {
            var all = new ArrayList<Runnable>();
            all.add(() -> isHere.set(Thread.currentThread().equals(here)));
            for (var one : work) {
                all.add(() -> {
                    if (Thread.currentThread().equals(here)) {
                        one.run();
                    }
                });
            }
            this.queue.runOrDispatch(all);
        }
    }

    @Test
    void whatIsShortIsDoneAtOnceAndInItsOrder() {
        doHere(note("1"), note("2"));

        assertThat(this.done).containsExactly("1", "2");
    }

    @Test
    void nothingIsDoneBeforeWhatWasHandedOverEarlier() {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        this.queue.dispatch(() -> {
            begun.countDown();
            waitFor(goOn);
            this.done.add("1");
        });
        waitFor(begun);
        this.queue.dispatch(note("2"));

        this.queue.runOrDispatch(List.of(note("3"), note("4")));

        assertThat(this.done).isEmpty();
        goOn.countDown();
        await().untilAsserted(() -> assertThat(this.done).containsExactly("1", "2", "3", "4"));
    }

    @Test
    void whatIsHandedOverMeanwhileWaits() {
        doHere(() -> {
            var other = Thread.ofVirtual().start(() -> this.queue.dispatch(note("2")));
            await().until(() -> !other.isAlive());
            this.done.add("1");
        });

        await().untilAsserted(() -> assertThat(this.done).containsExactly("1", "2"));
    }

    /** Between the turns of two: the one who was handed something first may not have begun. */
    @Test
    void nobodyGoesAheadBetweenTheTurns() {
        for (var round = 0; round < 100; round++) {
            this.done.clear();
            doHere(() -> {
                var other = Thread.ofVirtual().start(() -> this.queue.dispatch(note("1")));
                await().pollInterval(Duration.ofMillis(1)).until(() -> !other.isAlive());
            });
            this.queue.runOrDispatch(List.of(note("2")));

            await().pollInterval(Duration.ofMillis(1))
                    .untilAsserted(() -> assertThat(this.done).containsExactly("1", "2"));
        }
    }

    @Test
    void whatItHandsOverItselfComesNext() {
        doHere(() -> {
            this.queue.dispatch(note("2"));
            this.done.add("1");
        });

        assertThat(this.done).containsExactly("1", "2");
    }

    /** A connection opens while the queue is full, and the carrier closes it as too slow. */
    @Test
    void connectionsComeAndGoWhileItsQueueIsFull() throws InterruptedException {
        var user = Node.shared().user("storm", "storm");
        var connection = new ListeningConnection(user);
        var opens = new AtomicReference<Thread>();
        var full = new CountDownLatch(1);
        var closed = new CountDownLatch(1);
        this.queue.dispatch(() -> {
            waitFor(full);
            opens.set(
                    Thread.ofPlatform()
                            .start(() ->
                                    Node.shared().get(Hub.class).register(connection, user, true)));
            await().until(() -> ENDED_OR_WAITING.contains(opens.get().getState()));
            Node.shared().get(Hub.class).unregister(connection);
            closed.countDown();
        });
        var filler =
                Thread.ofPlatform()
                        .start(() ->
                                IntStream.range(0, 20_000)
                                        .forEach(_ -> this.queue.dispatch(() -> {})));
        await().until(() -> filler.getState() == Thread.State.WAITING);
        full.countDown();

        var goesOn = closed.await(10, TimeUnit.SECONDS);
        // With a deadlock there would be no other test.
        opens.get().interrupt();
        assertThat(goesOn).isTrue();
        filler.join();
        await().until(() -> !Node.shared().get(Presence.class).isOnline(user.id()));
    }

    @Test
    void whatFailsDoesNotTakeTheOthersAlong() {
        doHere(
                () -> {
                    throw new IllegalStateException("meant to fail");
                },
                note("1"));
        assertThat(this.done).containsExactly("1");

        this.queue.dispatch(note("after"));
        await().until(() -> this.done.contains("after"));
    }
}
