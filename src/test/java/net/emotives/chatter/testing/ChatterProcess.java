package net.emotives.chatter.testing;

import net.emotives.chatter.TestDatabase;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The jar as a process of its own, with the environment of the contract, a database and neighbours.
 */
public final class ChatterProcess implements AutoCloseable {

    private final TestDatabase database = TestDatabase.create();
    private final Neighbours neighbours = new Neighbours();
    private final JarProcess process;

    private ChatterProcess(List<String> options, Map<String, String> settings) {
        var environment =
                new HashMap<>(JarProcess.environment(this.database.url(), this.neighbours));
        environment.putAll(settings);
        this.process = JarProcess.with(options, environment);
    }

    /**
     * Starts one with these options of the JVM and settings of the environment, and waits until it
     * is ready.
     */
    public static ChatterProcess start(List<String> options, Map<String, String> settings) {
        var started = new ChatterProcess(options, settings);
        started.process.launch().awaitReady();
        return started;
    }

    public Chatter chatter() {
        return this.process.chatter();
    }

    public Neighbours neighbours() {
        return this.neighbours;
    }

    /** The value of a metric. */
    public double metric(String name) {
        return this.process.metric(name);
    }

    public String log() {
        return this.process.log();
    }

    /** Asks it to go, as an orchestrator does. */
    public void terminate() {
        this.process.terminate();
    }

    public boolean isAlive() {
        return this.process.isAlive();
    }

    @Override
    public void close() {
        this.process.close();
        this.neighbours.close();
        this.database.close();
    }
}
