package net.emotives.chatter.cluster;

import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.LoadSocket;
import net.emotives.chatter.testing.OwnPostgres;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Pairs of writers who talk to each other on some nodes, and what that costs. */
final class Load implements AutoCloseable {

    /**
     * What a while of it cost.
     *
     * @param nodes processor time of all nodes, but for that of their compilers
     * @param compiling processor time of their compilers
     * @param postgres processor time of PostgreSQL
     */
    record Cost(
            long messages, Duration took, Duration nodes, Duration compiling, Duration postgres) {

        double perSecond() {
            return this.messages / (this.took.toNanos() / 1e9);
        }

        double nodeMicros() {
            return this.nodes.toNanos() / 1e3 / this.messages;
        }

        double compilingMicros() {
            return this.compiling.toNanos() / 1e3 / this.messages;
        }

        double postgresMicros() {
            return this.postgres.toNanos() / 1e3 / this.messages;
        }
    }

    private final Cluster cluster;
    private final OwnPostgres postgres;
    private final List<LoadSocket> writers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final AtomicLong said = new AtomicLong();

    /**
     * @param writers an even number; those of a pair are on different nodes, where there are any
     * @param nodes how many nodes writers are on; others only listen
     */
    Load(Cluster cluster, OwnPostgres postgres, int writers, int nodes) {
        this.cluster = cluster;
        this.postgres = postgres;
        for (var i = 0; i < writers; i++) {
            var person = cluster.person("load" + i);
            this.names.add(person.username());
            this.writers.add(LoadSocket.open(cluster.nodes().get(i % nodes).chatter(), person));
        }
    }

    /** Everybody says something every so often, or as soon as he is answered where that is zero. */
    Cost run(Duration time, Duration every) throws InterruptedException {
        var before = this.said.get();
        var nodes = ofNodes(JarProcess::cpu);
        var compiling = ofNodes(JarProcess::compiling);
        var database = this.postgres.cpu();
        var begun = System.nanoTime();
        var end = begun + time.toNanos();
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < this.writers.size(); i++) {
                var writer = i;
                all.add(
                        executor.submit(() -> {
                            write(writer, end, every.toNanos());
                            return true;
                        }));
            }
            for (var one : all) {
                try {
                    one.get();
                } catch (ExecutionException failure) {
                    throw new AssertionError(failure.getCause());
                }
            }
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);
        var compiled = ofNodes(JarProcess::compiling).minus(compiling);
        return new Cost(
                this.said.get() - before,
                took,
                ofNodes(JarProcess::cpu).minus(nodes).minus(compiled),
                compiled,
                this.postgres.cpu().minus(database));
    }

    private void write(int writer, long end, long every) throws InterruptedException {
        // Not all at the same moment.
        var next = System.nanoTime() + every * writer / this.writers.size();
        for (; System.nanoTime() < end; next += every) {
            var early = next - System.nanoTime();
            if (every > 0 && early > 0) {
                TimeUnit.NANOSECONDS.sleep(early);
            }
            var number = this.said.incrementAndGet();
            this.writers.get(writer).say(this.names.get(writer ^ 1), "c" + number);
        }
    }

    private Duration ofNodes(Function<JarProcess, Duration> time) {
        return this.cluster.nodes().stream().map(time).reduce(Duration.ZERO, Duration::plus);
    }

    /** How many messages were said, and acknowledged. */
    long said() {
        return this.said.get();
    }

    /** How many pushes of them came to their writers and those they were for. */
    long pushed() {
        return this.writers.stream().mapToLong(LoadSocket::pushed).sum();
    }

    @Override
    public void close() {
        this.writers.forEach(LoadSocket::close);
    }
}
