package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.FastJar;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;

/**
 * The modules of the image's Java, and the cache that the image is built with, made as there, under
 * the options of the image.
 */
class ImageStartIntegrationTests {

    private static final String JAVA = System.getProperty("java.home") + "/bin/java";
    private static final Path FOLDER = Path.of("target", "image").toAbsolutePath();

    private static final TestDatabase DATABASE = TestDatabase.empty();
    private static final Neighbours NEIGHBOURS = new Neighbours();

    @BeforeAll
    static void train() throws IOException {
        FastJar.unpack(FOLDER);
        Files.copy(
                Path.of("src/main/docker", "java.options"),
                FOLDER.resolve("java.options"),
                StandardCopyOption.REPLACE_EXISTING);
        var script = Path.of("src/main/docker", "train").toAbsolutePath().toString();
        var command = List.of(script, JAVA, "java.options");
        var port = JarProcess.freePort();
        try (var training = Trial.start(command, FOLDER, environment(port), port)) {
            var code = training.awaitEnd();
            assertThat(code).as("%s", training.log()).isZero();
        }
    }

    @AfterAll
    static void close() {
        NEIGHBOURS.close();
        DATABASE.close();
    }

    private static Map<String, String> environment(int port) {
        var environment = new HashMap<>(JarProcess.environment(DATABASE.url(), NEIGHBOURS));
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", Integer.toString(port));
        environment.put("MANAGEMENT_PORT", Integer.toString(JarProcess.freePort()));
        return environment;
    }

    @Test
    void hasTheModulesThatTheServiceAndItsLibrariesName() throws IOException {
        try (var libraries = Files.list(FOLDER.resolve("lib"))) {
            var path = libraries.map(Path::toString).collect(Collectors.joining(":"));
            var output = new StringWriter();
            ToolProvider.findFirst("jdeps")
                    .orElseThrow()
                    .run(
                            new PrintWriter(output),
                            new PrintWriter(output),
                            "-q",
                            "--multi-release=25",
                            "--ignore-missing-deps",
                            "--print-module-deps",
                            "--class-path=" + path,
                            FOLDER.resolve("chatter.jar").toString());
            var named = List.of(output.toString().strip().split(","));
            assertThat(named).contains("java.base", "jdk.management");
            assertThat(Dockerfile.modules())
                    .containsAll(named.stream().filter(name -> name.startsWith("jdk.")).toList())
                    .contains("java.se");
        }
    }

    /** Which collector the JVM takes depends on the container's processors and memory. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
    void isUsedWhicheverTheCollector(String collector) throws IOException {
        try (var trial = start("-XX:AOTMode=on " + collector)) {
            trial.awaitReady();
            assertThat(trial.log()).doesNotContain("[error]");
        }
    }

    @Test
    void isRefusedLoudlyUnderOtherOptions() throws IOException {
        assertRefused("-XX:+UseCompactObjectHeaders");
    }

    @Test
    void isLeftOutWithAWarningWhereItIsNotInsistedOn() throws IOException {
        try (var trial = start("-XX:+UseCompactObjectHeaders")) {
            await().until(() -> trial.log().contains("Starting ChatterApplication"));
            assertThat(trial.log()).contains("[warning][aot");
        }
    }

    @Test
    void isRefusedLoudlyForAnotherJar() throws IOException {
        var jar = FOLDER.resolve("chatter.jar");
        var right = Files.getLastModifiedTime(jar);
        try {
            Files.setLastModifiedTime(jar, FileTime.fromMillis(right.toMillis() + 5000));
            assertRefused("");
        } finally {
            Files.setLastModifiedTime(jar, right);
        }
    }

    private static void assertRefused(String options) throws IOException {
        try (var trial = start("-XX:AOTMode=on " + options)) {
            assertThat(trial.awaitEnd()).isNotZero();
            assertThat(trial.log()).containsIgnoringCase("AOT cache");
        }
    }

    /** The image's own command, with another Java. */
    private static Trial start(String options) throws IOException {
        var command = new ArrayList<>(List.of(JAVA));
        var port = JarProcess.freePort();
        var environment = environment(port);
        var entrypoint = Dockerfile.entrypoint();
        command.addAll(entrypoint.subList(1, entrypoint.size()));
        environment.put("JDK_JAVA_OPTIONS", options);
        return Trial.start(command, FOLDER, environment, port);
    }
}
