package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The jar as a process of its own, with the environment of the contract, a database and neighbours.
 */
public final class ChatterProcess implements AutoCloseable {

    private final TestDatabase database = TestDatabase.create();
    private final Neighbours neighbours = new Neighbours();
    private final int port = freePort();
    private final int managementPort = freePort();
    private final Path log;
    private final Process process;

    private ChatterProcess(List<String> options, Map<String, String> settings) throws IOException {
        this.log = Files.createTempFile("chatter", ".log");
        var command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-jar", "target/chatter.jar"));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(this.log.toFile());
        builder.environment()
                .putAll(
                        Map.of(
                                "DATABASE_URL", this.database.url(),
                                "VERIFICATION_URL", this.neighbours.verificationUrl(),
                                "NOTIFICATION_URL", this.neighbours.notificationUrl(),
                                "NOTIFICATION_AUTH", Neighbours.SECRET,
                                "EMOTIVES_URL", "http://site.example/",
                                "HOST", "127.0.0.1",
                                "PORT", Integer.toString(this.port),
                                "MANAGEMENT_PORT", Integer.toString(this.managementPort)));
        builder.environment().putAll(settings);
        this.process = builder.start();
    }

    /**
     * Starts one with these options of the JVM and settings of the environment, and waits until it
     * is ready.
     */
    public static ChatterProcess start(List<String> options, Map<String, String> settings) {
        try {
            var started = new ChatterProcess(options, settings);
            await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(started::isReady);
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private boolean isReady() {
        if (!this.process.isAlive()) {
            throw new AssertionError("it ended: " + log());
        }
        return chatter().get("/readyz", null).status() == 200;
    }

    public Chatter chatter() {
        return new Chatter(this.port);
    }

    public Neighbours neighbours() {
        return this.neighbours;
    }

    /** The value of a metric. */
    public double metric(String name) {
        return new Chatter(this.managementPort)
                .get("/actuator/metrics/" + name, null)
                .json()
                .get("measurements")
                .get(0)
                .get("value")
                .asDouble();
    }

    public String log() {
        try {
            return Files.readString(this.log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Asks it to go, as an orchestrator does. */
    public void terminate() {
        this.process.destroy();
    }

    public boolean isAlive() {
        return this.process.isAlive();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
        try {
            this.process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        this.neighbours.close();
        this.database.close();
    }
}
