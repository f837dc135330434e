package net.emotives.chatter.resilience;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Neighbours;

import java.util.HashMap;
import java.util.Map;

/** The jar as a process that is killed and started again, on one port, database and neighbours. */
final class Service implements AutoCloseable {

    private static final String PLENTY = "10000000";

    private final Neighbours neighbours = new Neighbours();
    private final JarProcess process;

    private Service(String databaseUrl) {
        var environment = new HashMap<>(JarProcess.environment(databaseUrl, this.neighbours));
        environment.putAll(
                Map.of(
                        "CHATTER_MESSAGES_SENDRATE_BURST", PLENTY,
                        "CHATTER_TOKENS_ISSUERATE_BURST", PLENTY,
                        "CHATTER_TOKENS_CONNECTRATE_BURST", PLENTY));
        this.process = JarProcess.with(JarProcess.LEAN, environment);
    }

    /** Starts one and waits until it is ready. */
    static Service on(int databasePort) {
        var service =
                new Service("postgres://postgres:postgres@127.0.0.1:" + databasePort + "/postgres");
        service.process.launch().awaitReady();
        return service;
    }

    Chatter chatter() {
        return this.process.chatter();
    }

    Neighbours neighbours() {
        return this.neighbours;
    }

    boolean isAlive() {
        return this.process.isAlive();
    }

    String log() {
        return this.process.log();
    }

    /** As {@code kill -9} does. */
    void kill() {
        this.process.kill();
    }

    void startAgain() {
        this.process.launch().awaitReady();
    }

    @Override
    public void close() {
        this.process.close();
        this.neighbours.close();
    }
}
