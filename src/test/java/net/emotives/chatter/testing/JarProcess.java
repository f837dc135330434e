package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The jar as a process with an environment and ports of its own, which may end and be launched
 * again there. One thread at a time; questions are any thread's.
 */
public final class JarProcess implements AutoCloseable {

    /** Options of a JVM that starts early and needs little, for tests that measure nothing. */
    public static final List<String> LEAN =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m");

    /** The options that the image starts with, for what is measured; those after it go before. */
    public static final String AS_THE_IMAGE =
            "@" + Path.of("src", "main", "docker", "java.options").toAbsolutePath();

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path jar;
    private final List<String> prefix;
    private final List<String> options;
    private final Map<String, String> environment;
    private final int port;
    private final int managementPort = freePort();
    private final Chatter chatter;
    private final Path log;
    private @Nullable Process process;

    private JarProcess(
            Path jar,
            List<String> prefix,
            List<String> options,
            Map<String, String> environment,
            int port) {
        this.jar = jar;
        this.prefix = List.copyOf(prefix);
        this.options = List.copyOf(options);
        this.environment = new HashMap<>(environment);
        this.port = port;
        this.environment.put("HOST", "127.0.0.1");
        this.environment.put("PORT", Integer.toString(port));
        this.environment.put("MANAGEMENT_PORT", Integer.toString(this.managementPort));
        this.chatter = new Chatter(port);
        try {
            var folder = Files.createDirectories(Path.of("target", "logs"));
            this.log = Files.createTempFile(folder, "chatter-" + port + "-", ".log");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One that is still to be launched, on a free port. */
    public static JarProcess with(List<String> options, Map<String, String> environment) {
        return under(List.of(), options, environment);
    }

    /**
     * The same, started by the command that comes before its own, such as {@code taskset -c 0}; it
     * must become the process.
     */
    public static JarProcess under(
            List<String> prefix, List<String> options, Map<String, String> environment) {
        return of(FastJar.BUILT, prefix, options, environment);
    }

    /** The same of another jar, such as that of an earlier version. */
    public static JarProcess of(
            Path jar, List<String> prefix, List<String> options, Map<String, String> environment) {
        return new JarProcess(jar, prefix, options, environment, freePort());
    }

    /** One that is still to be launched, on the port of another that has ended. */
    public JarProcess successor(Map<String, String> otherEnvironment) {
        return new JarProcess(this.jar, this.prefix, this.options, otherEnvironment, this.port);
    }

    /** The environment of the contract, but for the ports. */
    public static Map<String, String> environment(String databaseUrl, Neighbours neighbours) {
        return environment(databaseUrl, neighbours.verificationUrl(), neighbours.notificationUrl());
    }

    /** The same with neighbours of another kind. */
    public static Map<String, String> environment(String databaseUrl, QuickNeighbours neighbours) {
        return environment(databaseUrl, neighbours.verificationUrl(), neighbours.notificationUrl());
    }

    private static Map<String, String> environment(
            String databaseUrl, String verificationUrl, String notificationUrl) {
        return Map.of(
                "DATABASE_URL",
                databaseUrl,
                "VERIFICATION_URL",
                verificationUrl,
                "NOTIFICATION_URL",
                notificationUrl,
                "NOTIFICATION_AUTH",
                Neighbours.SECRET,
                "EMOTIVES_URL",
                "http://site.example/",
                // A machine that stands still for a moment is no uacl that is away.
                "CHATTER_IDENTITY_CONNECTTIMEOUT",
                "10s",
                "CHATTER_IDENTITY_READTIMEOUT",
                "10s");
    }

    /** Starts the process and waits for nothing. */
    public JarProcess launch() {
        var command = new ArrayList<>(this.prefix);
        command.add(FastJar.java());
        command.addAll(this.options);
        command.addAll(FastJar.command(this.jar));
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
        builder.environment().putAll(this.environment);
        try {
            this.process = builder.start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return this;
    }

    /** Waits until it says that it is ready; fails with its log where it ends before. */
    public JarProcess awaitReady() {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    if (!isAlive()) {
                        throw new IllegalStateException("it ended: " + log());
                    }
                    return this.chatter.get("/readyz", null).status() == 200;
                });
        return this;
    }

    private Process process() {
        var launched = this.process;
        if (launched == null) {
            throw new IllegalStateException("never launched");
        }
        return launched;
    }

    /** A client of it. */
    public Chatter chatter() {
        return this.chatter;
    }

    public int port() {
        return this.port;
    }

    /** A client of its management port. */
    public Chatter management() {
        return new Chatter(this.managementPort);
    }

    /** The value of a metric. */
    public double metric(String name) {
        var answer = management().get("/actuator/metrics/" + name, null);
        if (answer.status() != 200) {
            throw new AssertionError("no metric " + name + ": " + answer.status());
        }
        return answer.json().get("measurements").get(0).get("value").asDouble();
    }

    /** The number of the process that was launched last. */
    public long pid() {
        return process().pid();
    }

    /** The processor time it has used so far. */
    public Duration cpu() {
        return ProcessorTime.of(process().pid());
    }

    /** What of that went into compiling, see {@link ProcessorTime#ofCompilers}. */
    public Duration compiling() {
        return ProcessorTime.ofCompilers(process().pid());
    }

    public String log() {
        try {
            return Files.readString(this.log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Where that is kept. */
    public Path logFile() {
        return this.log;
    }

    /** Asks it to go, as an orchestrator does. */
    public void terminate() {
        process().destroy();
    }

    /** Waits until it has gone by itself; fails where it does not within that time. */
    public void awaitExit(Duration grace) {
        try {
            if (!process().waitFor(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it is still there after " + grace);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process().destroyForcibly();
        awaitExit(Duration.ofMinutes(1));
    }

    public boolean isAlive() {
        return this.process != null && this.process.isAlive();
    }

    /** A port that nobody has: below those that Linux gives to clients, who come by thousands. */
    public static int freePort() {
        while (true) {
            var port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                // Another one is free.
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    @Override
    public void close() {
        if (this.process != null) {
            kill();
        }
    }
}
