package net.emotives.chatter.cluster;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.RedisServer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Two nodes whose bus can be taken away while the database stays. */
final class BusLine implements AutoCloseable {

    /** What is done to the bus, and what ends it. */
    record Outage(String name, Runnable begin, Runnable end) {}

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = this.database.jdbcClient();

    /** Between each node and what it listens to. */
    private final List<Cable> cables;

    private final @Nullable RedisServer redis;
    private final Cluster cluster;
    private volatile @Nullable Thread cutting;

    private BusLine(Bus bus, Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("CHATTER_BUS", bus.name().toLowerCase(Locale.ROOT));
        this.redis = bus == Bus.REDIS ? RedisServer.start() : null;
        this.cluster = Cluster.on(this.database.url(), all);
        var server = this.redis == null ? this.database.port() : this.redis.port();
        this.cables = List.of(Cable.to(server), Cable.to(server));
    }

    /** Starts both nodes, with these settings of the environment. */
    static BusLine open(Bus bus, Map<String, String> settings) {
        var line = new BusLine(bus, settings);
        try {
            var nodes = line.cables.stream().map(line::launch).toList();
            nodes.forEach(line.cluster::awaitReady);
            return line;
        } catch (RuntimeException | Error failure) {
            line.close();
            throw failure;
        }
    }

    private JarProcess launch(Cable cable) {
        return this.cluster.launch(
                this.redis == null
                        ? Map.of("DATABASE_DIRECT_URL", this.database.urlThrough(cable.port()))
                        : Map.of("REDIS_URL", "redis://127.0.0.1:" + cable.port()));
    }

    /** What lies between that node and the bus. */
    Cable cable(int number) {
        return this.cables.get(number);
    }

    Cluster cluster() {
        return this.cluster;
    }

    JarProcess get(int number) {
        return this.cluster.nodes().get(number);
    }

    JdbcClient database() {
        return this.jdbc;
    }

    /** All the ways in which it can go away. */
    List<Outage> outages() {
        var cut = lasting();
        var silent = new Outage("black-holed", onBoth(Cable::silence), onBoth(Cable::flow));
        if (this.redis == null) {
            return List.of(
                    new Outage("cut once", () -> this.terminateListeners(true), () -> {}),
                    new Outage("cut again and again", this::startCutting, this::stopCutting),
                    cut,
                    silent);
        }
        var server = Objects.requireNonNull(this.redis);
        return List.of(
                new Outage("stopped", server::stop, server::startAgain),
                new Outage("killed", server::kill, server::startAgain),
                new Outage("frozen", server::freeze, server::thaw),
                cut,
                silent);
    }

    /** One that lasts, and in which nothing can be heard. */
    Outage lasting() {
        return new Outage("cut off", onBoth(Cable::cut), onBoth(Cable::mend));
    }

    /** Whatever was done to it is over. */
    void mend() {
        stopCutting();
        this.cables.forEach(Cable::mend);
        this.cables.forEach(Cable::flow);
        if (this.redis != null) {
            this.redis.restore();
        }
    }

    private Runnable onBoth(Consumer<Cable> what) {
        return () -> this.cables.forEach(what);
    }

    /** Ends what listens. */
    private void terminateListeners(boolean must) {
        var ended =
                this.jdbc
                        .sql(
                                """
                                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                                WHERE application_name = 'chatter-bus' AND datname = current_database()
                                """)
                        .query(Integer.class)
                        .single();
        if (must && ended == 0) {
            throw new AssertionError("nothing listens by the name of chatter-bus");
        }
    }

    private void startCutting() {
        this.cutting =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                terminateListeners(false);
                                try {
                                    TimeUnit.MILLISECONDS.sleep(50);
                                } catch (InterruptedException ended) {
                                    return;
                                }
                            }
                        });
    }

    private void stopCutting() {
        var thread = this.cutting;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Override
    public void close() {
        stopCutting();
        this.cluster.close();
        this.cables.forEach(Cable::close);
        if (this.redis != null) {
            this.redis.close();
        }
        this.database.close();
    }
}
