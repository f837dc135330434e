package net.emotives.chatter.resilience;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The jar as a process that is killed and started again, on one port, database and neighbours. */
final class Service implements AutoCloseable {

    private final String databaseUrl;
    private final Neighbours neighbours = new Neighbours();
    private final int port = freePort();
    private final Path log;
    private Process process;

    private Service(String databaseUrl) throws IOException {
        this.databaseUrl = databaseUrl;
        this.log = Files.createTempFile("chatter", ".log");
        this.process = launch();
    }

    /** Starts one and waits until it is ready. */
    static Service on(int databasePort) {
        try {
            var service =
                    new Service(
                            "postgres://postgres:postgres@127.0.0.1:" + databasePort + "/postgres");
            service.awaitReady();
            return service;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Chatter chatter() {
        return new Chatter(this.port);
    }

    Neighbours neighbours() {
        return this.neighbours;
    }

    boolean isAlive() {
        return this.process.isAlive();
    }

    String log() {
        try {
            return Files.readString(this.log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As {@code kill -9} does. */
    void kill() {
        try {
            this.process.destroyForcibly().waitFor();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void startAgain() {
        try {
            this.process = launch();
            awaitReady();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void awaitReady() {
        await().atMost(Duration.ofMinutes(3))
                .ignoreExceptions()
                .until(() -> {
                    if (!this.process.isAlive()) {
                        throw new IllegalStateException("it ended: " + log());
                    }
                    return chatter().get("/readyz", null).status() == 200;
                });
    }

    private Process launch() throws IOException {
        var builder =
                new ProcessBuilder(
                                List.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        "-XX:TieredStopAtLevel=1",
                                        "-Xmx256m",
                                        "-jar",
                                        "target/chatter.jar"))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(this.log.toFile()));
        builder.environment()
                .putAll(
                        Map.of(
                                "DATABASE_URL",
                                this.databaseUrl,
                                "VERIFICATION_URL",
                                this.neighbours.verificationUrl(),
                                "NOTIFICATION_URL",
                                this.neighbours.notificationUrl(),
                                "NOTIFICATION_AUTH",
                                Neighbours.SECRET,
                                "EMOTIVES_URL",
                                "http://site.example/",
                                "HOST",
                                "127.0.0.1",
                                "PORT",
                                Integer.toString(this.port),
                                "CHATTER_MESSAGES_SENDRATE_BURST",
                                "10000000",
                                "CHATTER_TOKENS_ISSUERATE_BURST",
                                "10000000",
                                "CHATTER_TOKENS_CONNECTRATE_BURST",
                                "10000000"));
        return builder.start();
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
        kill();
        this.neighbours.close();
    }
}
