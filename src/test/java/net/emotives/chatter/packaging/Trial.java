package net.emotives.chatter.packaging;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service as a process that is started by some command, as the image starts it. */
final class Trial implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final Path log;
    private final Chatter chatter;
    private final long begun = System.nanoTime();

    private Trial(Process process, Path log, int port) {
        this.process = process;
        this.log = log;
        this.chatter = new Chatter(port);
    }

    /** Starts the command in the folder; the service is to listen on the port. */
    static Trial start(
            List<String> command, Path folder, Map<String, String> environment, int port) {
        try {
            var logs = Files.createDirectories(Path.of("target", "logs"));
            var log = Files.createTempFile(logs, "trial-" + port + "-", ".log");
            var builder =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new Trial(builder.start(), log, port);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Waits until it is ready, and tells how long that took. */
    Duration awaitReady() {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> {
                    if (!this.process.isAlive()) {
                        throw new IllegalStateException("it ended: " + log());
                    }
                    return this.chatter.get("/readyz", null).status() == 200;
                });
        return Duration.ofNanos(System.nanoTime() - this.begun);
    }

    /** Waits until it ends by itself, and tells with which code. */
    int awaitEnd() {
        try {
            if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("it does not end: " + log());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return this.process.exitValue();
    }

    /** Asks it to go, as an orchestrator does. */
    void terminate() {
        this.process.destroy();
    }

    Chatter chatter() {
        return this.chatter;
    }

    /** What it has said so far. */
    String log() {
        try {
            return Files.readString(this.log);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        terminate();
        awaitEnd();
    }
}
