package net.emotives.chatter.cluster;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.Cable;
import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.RedisServer;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Two nodes whose bus can be taken away while the database stays. */
final class BusLine implements AutoCloseable {

    /** What is done to the bus, and what ends it. */
    record Outage(String name, Runnable begin, Runnable end) {}

    private final TestDatabase database = TestDatabase.create();
    private final JdbcClient jdbc = this.database.jdbcClient();

    /** Between the nodes and what they listen to. */
    private final Cable cable;

    private final @Nullable RedisServer redis;
    private final Cluster cluster;
    private volatile @Nullable Thread cutting;

    private BusLine(Bus bus) {
        if (bus == Bus.REDIS) {
            var started = RedisServer.start();
            this.redis = started;
            this.cable = Cable.to(started.port());
            this.cluster =
                    Cluster.on(
                            this.database.url(),
                            Map.of(
                                    "CHATTER_BUS",
                                    "redis",
                                    "REDIS_URL",
                                    "redis://127.0.0.1:" + this.cable.port()));
        } else {
            this.redis = null;
            this.cable = Cable.to(this.database.port());
            this.cluster =
                    Cluster.on(
                            this.database.url(),
                            Map.of(
                                    "CHATTER_BUS",
                                    "postgres",
                                    "DATABASE_DIRECT_URL",
                                    this.database.urlThrough(this.cable.port())));
        }
    }

    /** Starts both nodes. */
    static BusLine open(Bus bus) {
        var line = new BusLine(bus);
        try {
            var _ = line.cluster.start(2);
            return line;
        } catch (RuntimeException | Error failure) {
            line.close();
            throw failure;
        }
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
        var cut = new Outage("cut off", this.cable::cut, this.cable::mend);
        var silent = new Outage("black-holed", this.cable::silence, this.cable::flow);
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
        return new Outage("cut off", this.cable::cut, this.cable::mend);
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
        this.cable.close();
        if (this.redis != null) {
            this.redis.close();
        }
        this.database.close();
    }
}
