package net.emotives.chatter.operations;

import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.JarProcess;

import org.springframework.util.FileSystemUtils;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real Prometheus that scrapes a service every second and has the chart's alert rules: Debian's
 * package of that name.
 */
final class PrometheusServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int port = JarProcess.freePort();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path folder;
    private final Process process;

    private PrometheusServer(Path folder, int scraped) throws IOException {
        this.folder = folder;
        var settings =
                """
                global: { scrape_interval: 1s, evaluation_interval: 1s }
                rule_files: [ %s ]
                scrape_configs:
                  - job_name: chatter
                    metrics_path: /actuator/prometheus
                    static_configs: [ { targets: [ "127.0.0.1:%d" ] } ]
                """
                        .formatted(Queries.ALERTS.toAbsolutePath(), scraped);
        Files.writeString(folder.resolve("prometheus.yml"), settings);
        this.process =
                launch(
                        "prometheus",
                        "--config.file=" + folder.resolve("prometheus.yml"),
                        "--storage.tsdb.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + this.port);
    }

    /** Starts one that scrapes this port of the loopback. */
    static PrometheusServer of(int scraped) {
        try {
            var server =
                    new PrometheusServer(Files.createTempDirectory("chatter-prometheus"), scraped);
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> !server.query("up == 1").isEmpty());
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Process launch(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException absent) {
            throw new IllegalStateException(
                    "No "
                            + command[0]
                            + ": install Prometheus (Debian: apt-get install prometheus).",
                    absent);
        }
    }

    /** What promtool has to say to that, and whether it agrees. */
    static String promtool(String... arguments) {
        var command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        try {
            var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return (tool.waitFor() == 0 ? "agrees: " : "disagrees: ") + said;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The series that answer this now; fails where it is no query. */
    JsonNode query(String query) {
        return get("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .at("/data/result");
    }

    /** The alert rules with how they are. */
    JsonNode rules() {
        return get("/api/v1/rules").at("/data/groups/0/rules");
    }

    private JsonNode get(String path) {
        try {
            var request =
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
                            .timeout(PATIENCE)
                            .build();
            var answer = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 503) {
                // It listens before it is ready.
                throw new IOException(path + ": " + answer.body());
            }
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.body());
            }
            return JsonMapper.shared().readTree(answer.body());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        this.process.destroyForcibly();
        try {
            this.process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(this.folder);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
