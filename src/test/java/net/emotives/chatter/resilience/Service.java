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

    private Service(String databaseUrl, Map<String, String> settings) {
        var environment = new HashMap<>(JarProcess.environment(databaseUrl, this.neighbours));
        environment.putAll(
                Map.of(
                        "CHATTER_MESSAGES_SENDRATE_BURST", PLENTY,
                        "CHATTER_ROOMS_CREATERATE_BURST", PLENTY,
                        "CHATTER_ROOMS_INVITERATE_BURST", PLENTY,
                        "CHATTER_ROOMS_JOINRATE_BURST", PLENTY,
                        "CHATTER_MESSAGES_RECEIPTRATE_BURST", PLENTY,
                        "CHATTER_TOKENS_ISSUERATE_BURST", PLENTY,
                        "CHATTER_TOKENS_CONNECTRATE_BURST", PLENTY));
        environment.putAll(settings);
        this.process = JarProcess.with(JarProcess.LEAN, environment);
    }

    /** Starts one on the PostgreSQL at that port and waits until it is ready. */
    static Service on(int databasePort) {
        return on(url(databasePort), Map.of());
    }

    /** One that gives up soon what its database does not answer. */
    static Service impatient(String databaseUrl) {
        return on(databaseUrl + "?socketTimeout=5", Map.of("CHATTER_JOURNAL_WRITE_TIMEOUT", "3s"));
    }

    /** The address of the database that is always there, on the PostgreSQL at that port. */
    static String url(Object port) {
        return "postgres://postgres:postgres@127.0.0.1:" + port + "/postgres";
    }

    /** The same, with settings of the environment besides. */
    static Service on(String databaseUrl, Map<String, String> settings) {
        var service = new Service(databaseUrl, settings);
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
