package net.emotives.chatter.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Users of a {@link Venue}, each with one connection that stays open. Grown by one thread; what
 * they hear is told on the wire's thread.
 */
final class Crowd implements AutoCloseable {

    private static final int AT_ONCE = 100;
    private static final int THREADS = 16;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Wire wire;
    private final Venue venue;
    private final Ear ear;
    private final List<Link> links = new ArrayList<>();
    private int ready;

    /** Who is told what somebody said. */
    interface Ear {

        void heard(int user, Text text);
    }

    Crowd(Wire wire, Venue venue, Ear ear) {
        this.wire = wire;
        this.venue = venue;
        this.ear = ear;
    }

    Venue venue() {
        return this.venue;
    }

    int size() {
        return this.links.size();
    }

    /** On the wire's thread. */
    Link link(int user) {
        return this.links.get(user);
    }

    /** Opens connections until there are so many, and waits until all of them are ready. */
    void growTo(int size) {
        while (size() < size) {
            var from = size();
            var to = Math.min(size, from + AT_ONCE);
            var paths = paths(from, to);
            this.wire.run(() -> {
                for (var user = from; user < to; user++) {
                    this.links.add(open(user, paths.get(user - from)));
                }
            });
            await(this.wire, () -> this.ready == to, () -> this.ready + " of " + to + " came");
        }
    }

    private List<String> paths(int from, int to) {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var asked = new ArrayList<Future<String>>();
            for (var user = from; user < to; user++) {
                var number = user;
                asked.add(threads.submit(() -> this.venue.path(number)));
            }
            var paths = new ArrayList<String>();
            for (var path : asked) {
                paths.add(path.get());
            }
            return paths;
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private Link open(int user, String path) {
        var listener =
                new Link.Listener() {
                    @Override
                    public void opened(Link link) {
                        if (Crowd.this.venue.isReadyAtOnce()) {
                            Crowd.this.ready++;
                        }
                    }

                    @Override
                    public void text(Link link, Text text) {
                        switch (Crowd.this.venue.hear(link, text)) {
                            case READY -> Crowd.this.ready++;
                            case MESSAGE -> Crowd.this.ear.heard(user, text);
                            case NOTHING -> {}
                        }
                    }
                };
        return this.wire.open(this.venue.port(), path, this.venue.headers(), listener);
    }

    /** Waits until something holds on the wire's thread; fails with what is said otherwise. */
    static void await(Wire wire, BooleanSupplier condition, Supplier<String> otherwise) {
        var held = new boolean[1];
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            wire.run(() -> held[0] = condition.getAsBoolean());
            if (held[0]) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError(otherwise.get());
            }
            sleep(Duration.ofMillis(10));
        }
    }

    static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends all connections without a word. */
    @Override
    public void close() {
        this.wire.run(() -> this.links.forEach(Link::close));
    }
}
