package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * Runs the image {@code -Dimage.name=…} with a database, uacl and notif, limited as by the chart;
 * {@code .ci/image} builds one before and starts this.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageTrial {

    private static final int ROUNDS = 5;
    private static final String NONE = "0000000000000000";

    private final String image = System.getProperty("image.name", "chatter:try");
    private final TestDatabase database = TestDatabase.empty();
    private final Neighbours neighbours = new Neighbours();

    @AfterAll
    void close() {
        this.neighbours.close();
        this.database.close();
    }

    @Test
    void worksWithNoPrivilegeAtAll() throws IOException {
        var port = JarProcess.freePort();
        var container = container(port, "");
        try (var trial = start(container, port)) {
            trial.awaitReady();
            var status = container.status();
            assertThat(status.get("Uid")).isEqualTo("10001\t10001\t10001\t10001");
            for (var capabilities : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
                assertThat(status.get(capabilities)).as(capabilities).isEqualTo(NONE);
            }
            assertThat(status.get("NoNewPrivs")).isEqualTo("1");
            assertThat(status.get("Seccomp")).isEqualTo("2");
            assertThat(container.mounted("/")).startsWith("ro");
            assertThat(container.mounted("/tmp")).startsWith("rw");
            talk(trial);
            System.out.printf(
                    "image %s: %.0f MB; resident after a talk: %s%n",
                    this.image, Double.parseDouble(size()) / 1e6, container.status().get("VmRSS"));
            trial.terminate();
            assertThat(trial.awaitEnd()).isEqualTo(143);
            assertThat(trial.log()).contains("Draining");
        }
    }

    private void talk(Trial trial) {
        var chatter = trial.chatter();
        var ann = chatter.known(this.neighbours.person("ann", "here"));
        var bob = chatter.known(this.neighbours.person("bob", "here"));
        try (var speaker = chatter.connect(ann);
                var listener = chatter.connect(bob)) {
            speaker.say(bob.username(), "hello");
            assertThat(listener.nextMessage().toString()).contains("hello");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !this.neighbours.toldOf(bob).isEmpty());
        }
    }

    @Test
    void startsFromTheCache() throws IOException {
        for (var collector : List.of("-XX:+UseSerialGC", "-XX:+UseG1GC")) {
            var port = JarProcess.freePort();
            var container = container(port, "-XX:AOTMode=on " + collector);
            try (var trial = start(container, port)) {
                trial.awaitReady();
                assertThat(trial.log()).doesNotContain("[error]");
            }
        }
    }

    @Test
    void refusesLoudlyToStartFromACacheThatDoesNotFit() throws IOException {
        var port = JarProcess.freePort();
        var container = container(port, "-XX:AOTMode=on -XX:+UseCompactObjectHeaders");
        try (var trial = start(container, port)) {
            assertThat(trial.awaitEnd()).isEqualTo(1);
            assertThat(trial.log()).containsIgnoringCase("AOT cache");
        }
    }

    /** A measurement; it fails nothing. */
    @Test
    void tellsHowLongItTakes() throws IOException {
        for (var options : List.of("-XX:AOTMode=auto", "-XX:AOTMode=off")) {
            var times = new ArrayList<Duration>();
            var memory = "";
            for (var round = 0; round < ROUNDS; round++) {
                var port = JarProcess.freePort();
                var container = container(port, options);
                try (var trial = start(container, port)) {
                    times.add(trial.awaitReady());
                    memory = container.status().get("VmRSS");
                }
            }
            System.out.printf(
                    "%s: from docker run to ready %s ms, resident then %s%n",
                    options, times.stream().map(Duration::toMillis).sorted().toList(), memory);
        }
    }

    private Container container(int port, String options) throws IOException {
        var environment =
                new HashMap<>(JarProcess.environment(this.database.url(), this.neighbours));
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", Integer.toString(port));
        environment.put("MANAGEMENT_PORT", Integer.toString(JarProcess.freePort()));
        environment.put("JDK_JAVA_OPTIONS", options);
        return Container.of(this.image, environment);
    }

    private static Trial start(Container container, int port) {
        return Trial.start(container.command(), Path.of("."), new HashMap<>(), port);
    }

    private String size() throws IOException {
        return Container.docker("image", "inspect", "--format", "{{.Size}}", this.image);
    }
}
