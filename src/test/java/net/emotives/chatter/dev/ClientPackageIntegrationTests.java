package net.emotives.chatter.dev;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client as a package of npm: for Node, and for programs in TypeScript. */
@ChatterTest
class ClientPackageIntegrationTests {

    private static final Path SOURCE = Path.of("src", "main", "resources", "static");
    private static final Path SCRIPTS = Path.of("src", "test", "resources", "client");
    private static final Path FOLDER = Path.of("target", "client-package").toAbsolutePath();
    private static final String MISSING =
            "THE CLIENT IS NOT TESTED AS A PACKAGE: npm could not install what the test needs."
                    + " Install Node 20 or later with npm, and let it reach a registry.";

    private static JsonNode packed = LoopbackServer.JSON.nullNode();

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @BeforeAll
    static void installsThePackage() throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        Files.writeString(FOLDER.resolve("package.json"), "{\"private\":true,\"type\":\"module\"}");
        packed = LoopbackServer.JSON.readTree(run(SOURCE, pack(FOLDER))).path(0);
        var install =
                new ArrayList<>(
                        List.of("npm", "install", "--no-audit", "--no-fund", "--prefer-offline"));
        install.add("./" + packed.path("filename").asString());
        install.addAll(List.of("typescript@5", "ws@8"));
        try {
            run(FOLDER, install);
        } catch (IOException | AssertionError failure) {
            throw new AssertionError(MISSING, failure);
        }
        for (var script : List.of("uses.ts", "talk.mjs")) {
            Files.writeString(FOLDER.resolve(script), Files.readString(SCRIPTS.resolve(script)));
        }
    }

    private static List<String> pack(Path destination) {
        return List.of("npm", "pack", "--json", "--pack-destination", destination.toString());
    }

    /** Runs a program and returns its output; fails if the program failed. */
    private static String run(Path folder, List<String> command)
            throws IOException, InterruptedException {
        var errors = Files.createTempFile("client-package", ".log");
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectError(errors.toFile())
                        .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s%n%s", command, output, Files.readString(errors))
                .isZero();
        Files.delete(errors);
        return output;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void holdsEveryModuleAndTheTypes() throws IOException {
        try (var sources = Files.walk(SOURCE)) {
            assertThat(packed.path("files").valueStream())
                    .extracting(file -> file.path("path").asString())
                    .containsExactlyInAnyOrderElementsOf(
                            sources.filter(Files::isRegularFile)
                                    .map(file -> SOURCE.relativize(file).toString())
                                    .toList());
        }
    }

    @Test
    void hasTypesOfEverythingAndRefusesMisuse() throws IOException, InterruptedException {
        run(
                FOLDER,
                List.of(
                        FOLDER.resolve("node_modules/.bin/tsc").toString(),
                        "--strict",
                        // The types of JavaScript and of browsers are right without us.
                        "--skipDefaultLibCheck",
                        "--noEmit",
                        "--target",
                        "es2023",
                        "--module",
                        "nodenext",
                        "--lib",
                        "es2023,dom,dom.iterable",
                        "uses.ts"));
    }

    @Test
    void talksInNodeAndResumesInPages() throws IOException, InterruptedException {
        var alice = this.neighbours.person("alice", "package");
        var bob = this.chatter.known(this.neighbours.person("bob", "package"));
        var started =
                LoopbackServer.JSON.writeValueAsString(
                        List.of("http://127.0.0.1:" + this.chatter.port(), alice, bob));
        var came = LoopbackServer.JSON.readTree(run(FOLDER, List.of("node", "talk.mjs", started)));
        assertThat(texts(came.path("described").path(0))).hasSize(7).containsOnly("owner of 2");
        assertThat(texts(came.path("described").path(1))).hasSize(7).containsOnly("member of 2");
        assertThat(texts(came.path("resumed"))).containsExactly("3+", "3+", "1");
        assertThat(came.path("first").asString()).isEqualTo("before");
        assertThat(came.path("reactions").path(0).path("count").asInt()).isEqualTo(1);
        assertThat(came.path("drafts").asInt()).isZero();
    }
}
