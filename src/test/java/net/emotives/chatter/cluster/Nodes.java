package net.emotives.chatter.cluster;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RedisServer;
import net.emotives.chatter.testing.V2Socket;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A cluster with a database of its own and a bus. */
final class Nodes implements AutoCloseable {

    private final TestDatabase database = TestDatabase.create();
    private final @Nullable RedisServer redis;
    private final Cluster cluster;

    private Nodes(Bus bus, Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("CHATTER_BUS", bus.name().toLowerCase(Locale.ROOT));
        if (bus == Bus.REDIS) {
            var started = RedisServer.start();
            all.put("REDIS_URL", started.url());
            this.redis = started;
        } else {
            this.redis = null;
        }
        all.putAll(settings);
        this.cluster = Cluster.on(this.database.url(), all);
    }

    /** Starts so many nodes, all at once, with these settings of the environment. */
    static Nodes start(Bus bus, int count, Map<String, String> settings) {
        var nodes = new Nodes(bus, settings);
        try {
            var _ = nodes.cluster.start(count);
            return nodes;
        } catch (RuntimeException | Error failure) {
            nodes.close();
            throw failure;
        }
    }

    Cluster cluster() {
        return this.cluster;
    }

    TestDatabase database() {
        return this.database;
    }

    /** The bus of those that have this one. */
    RedisServer redis() {
        if (this.redis == null) {
            throw new IllegalStateException("these have no Redis");
        }
        return this.redis;
    }

    List<JarProcess> all() {
        return this.cluster.nodes();
    }

    JarProcess get(int number) {
        return this.cluster.nodes().get(number);
    }

    Person person(String name) {
        return this.cluster.person(name);
    }

    /** A connection of a person to one of the nodes. */
    V2Socket connect(int number, Person person) {
        return get(number).chatter().connectV2(person);
    }

    @Override
    public void close() {
        this.cluster.close();
        if (this.redis != null) {
            this.redis.close();
        }
        this.database.close();
    }
}
