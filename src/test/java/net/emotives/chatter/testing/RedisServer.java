package net.emotives.chatter.testing;

import static org.awaitility.Awaitility.await;

import org.springframework.util.FileSystemUtils;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Redis that may be mistreated: Debian's redis-server on a free port of the loopback, which
 * keeps nothing. One thread at a time.
 */
public final class RedisServer implements AutoCloseable {

    private static final String PROGRAM = "redis-server";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final Path program;
    private final int port;
    private Process process;

    private RedisServer(Path folder, Path program, int port) throws IOException {
        this.folder = folder;
        this.program = program;
        this.port = port;
        this.process = launch();
    }

    /** Starts one and waits until it answers; fails with the package's name where there is none. */
    public static RedisServer start() {
        try {
            var program = program();
            var redis =
                    new RedisServer(
                            Files.createTempDirectory("chatter-redis"), program, freePort());
            redis.awaitAnswer();
            return redis;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path program() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "No redis-server is on the path: install Redis 7 or later"
                                        + " (Debian: apt-get install redis-server)."));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException {
        var command =
                List.of(
                        this.program.toString(),
                        "--port",
                        Integer.toString(this.port),
                        "--bind",
                        "127.0.0.1",
                        "--dir",
                        this.folder.toString(),
                        "--save",
                        "",
                        "--appendonly",
                        "no");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return this.folder.resolve("log");
    }

    private void awaitAnswer() {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    if (!this.process.isAlive()) {
                        throw new IllegalStateException("Redis ended: " + Files.readString(log()));
                    }
                    return answers();
                });
    }

    /** Whether it answers a PING within a second; a machine that stands still answers later. */
    public boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), this.port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            var answer = socket.getInputStream().readNBytes(7);
            return new String(answer, StandardCharsets.US_ASCII).equals("+PONG\r\n");
        } catch (IOException away) {
            return false;
        }
    }

    public int port() {
        return this.port;
    }

    /** The address as {@code REDIS_URL} has it. */
    public String url() {
        return "redis://127.0.0.1:" + this.port;
    }

    /** Ends it in good order. */
    public void stop() {
        this.process.destroy();
        awaitEnd();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        this.process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again, empty, on the same port, and waits until it answers. */
    public void startAgain() {
        try {
            this.process = launch();
            awaitAnswer();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** It stands still: connections stay open, new ones are taken, and nothing is answered. */
    public void freeze() {
        signal("-STOP");
    }

    /** It goes on where it stood. */
    public void thaw() {
        signal("-CONT");
    }

    /** It runs and answers, whatever was done to it. */
    public void restore() {
        if (this.process.isAlive()) {
            thaw();
            awaitAnswer();
        } else {
            startAgain();
        }
    }

    private void signal(String signal) {
        try {
            var pid = Long.toString(this.process.pid());
            if (new ProcessBuilder("kill", signal, pid).start().waitFor() != 0) {
                throw new IllegalStateException("no signal " + signal + " to Redis");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private void awaitEnd() {
        try {
            if (!this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("Redis does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        kill();
        try {
            FileSystemUtils.deleteRecursively(this.folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
