package net.emotives.chatter.dev;

import static org.awaitility.Awaitility.await;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A try-out in a process of its own, as the command starts it, for tests that end it in odd ways.
 */
final class TryoutProcess implements AutoCloseable {

    private static final List<String> CONTRACT =
            List.of(
                    "DATABASE_URL",
                    "VERIFICATION_URL",
                    "NOTIFICATION_URL",
                    "NOTIFICATION_AUTH",
                    "HOST");

    private final Process process;
    private final Path output;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private TryoutProcess(Process process, Path output, int port) {
        this.process = process;
        this.output = output;
        this.port = port;
    }

    /** Starts it with the folder as working directory. */
    static TryoutProcess start(Path folder, int port) throws IOException {
        var output = Files.createTempFile(folder, "output", ".log");
        var classPath =
                System.getProperty(
                        "surefire.test.class.path", System.getProperty("java.class.path"));
        var builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                // For a start that is all it does.
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-cp",
                                classPath,
                                DevChatter.class.getName())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().keySet().removeAll(CONTRACT);
        builder.environment().put("PORT", Integer.toString(port));
        return new TryoutProcess(builder.start(), output, port);
    }

    TryoutProcess awaitReady() {
        await().atMost(Duration.ofMinutes(5))
                .until(() -> !this.process.isAlive() || output().contains("ready to be tried"));
        if (!this.process.isAlive()) {
            throw new AssertionError("The try-out ended:\n" + output());
        }
        return this;
    }

    /** Comes in at the stand-in for uacl; answers a bearer. */
    String login(String name) throws IOException, InterruptedException {
        var config = json(get("/dev/config.json", "").body());
        var answer =
                this.http.send(
                        HttpRequest.newBuilder(URI.create(config.get("uacl").asString() + "/login"))
                                .POST(
                                        BodyPublishers.ofString(
                                                "{\"username\":\"%s\",\"user_group\":\"friends\"}"
                                                        .formatted(name)))
                                .build(),
                        BodyHandlers.ofString());
        return json(answer.body()).get("result").get("token").asString();
    }

    HttpResponse<String> get(String path, String bearer) throws IOException, InterruptedException {
        return this.http.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path))
                        .header("Authorization", "Bearer " + bearer)
                        .build(),
                BodyHandlers.ofString());
    }

    /** As {@code kill -9} does: nothing of it gets to tidy up. */
    void kill() {
        this.process.destroyForcibly().onExit().join();
    }

    /** As Ctrl+C does. */
    void interrupt() {
        this.process.destroy();
        this.process.onExit().join();
    }

    int awaitExit() {
        return this.process.onExit().join().exitValue();
    }

    String output() {
        try {
            return Files.readString(this.output);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static JsonNode json(String text) {
        return LoopbackServer.JSON.readTree(text);
    }

    @Override
    public void close() {
        interrupt();
    }
}
