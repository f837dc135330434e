package net.emotives.chatter.packaging;

import com.marcnuri.helm.Helm;

import org.springframework.util.FileSystemUtils;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The chart, and what Helm makes of it. */
final class Chart {

    static final Path FOLDER = Path.of("helm");

    private static final String HOOK = "helm.sh/hook: test";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<JsonNode> resources;

    private Chart(List<JsonNode> resources) {
        this.resources = resources;
    }

    /** The chart of the release {@code talk} in the namespace {@code site} with the values. */
    static Chart with(String values, Path folder) throws IOException {
        return of(
                FOLDER, Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values));
    }

    /** The same with the values of a file of the chart's folder {@code ci}. */
    static Chart shape(String name) throws IOException {
        return of(FOLDER, FOLDER.resolve("ci").resolve(name + "-values.yaml"));
    }

    /** The names of these files. */
    static List<String> shapes() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("ci"))) {
            return files.map(file -> file.getFileName().toString().replace("-values.yaml", ""))
                    .sorted()
                    .toList();
        }
    }

    /** The values of a file, with those of a shape instead where it has any, as JSON. */
    static String merged(Path values, Path shapes, String shape) throws IOException {
        var yaml =
                YAMLMapper.builder()
                        .withConfigOverride(ArrayNode.class, lists -> lists.setMergeable(false))
                        .build();
        var all = yaml.readTree(Files.readString(values));
        var some = Files.readString(shapes.resolve(shape + "-values.yaml"));
        return yaml.readerForUpdating(all).readValue(some).toString();
    }

    /** What another chart makes of a file with values. */
    static Chart of(Path chart, Path values) throws IOException {
        var folder = Files.createTempDirectory("chart");
        try {
            FileSystemUtils.copyRecursively(chart, folder);
            return new Chart(rendered(hooksAsResources(folder), values));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    /** Helm's library renders everything but hooks. */
    private static Path hooksAsResources(Path chart) throws IOException {
        try (Stream<Path> hooks = Files.list(chart.resolve("templates").resolve("tests"))) {
            for (var hook : hooks.toList()) {
                var text = Files.readString(hook);
                if (!text.contains(HOOK)) {
                    throw new AssertionError(hook + " is no hook");
                }
                Files.writeString(hook, text.replace(HOOK, "was a hook: test"));
            }
        }
        return chart;
    }

    private static List<JsonNode> rendered(Path chart, Path values) {
        var text =
                new Helm(chart)
                        .template()
                        .withName("talk")
                        .withNamespace("site")
                        .withKubeVersion("1.30.0")
                        .withValuesFile(values)
                        .call();
        var resources = new ArrayList<JsonNode>();
        new Yaml()
                .loadAll(text)
                .forEach(resource -> {
                    if (resource != null) {
                        resources.add(JSON.valueToTree(resource));
                    }
                });
        return resources;
    }

    List<JsonNode> resources() {
        return this.resources;
    }

    List<String> kinds() {
        return this.resources.stream().map(resource -> resource.path("kind").asString()).toList();
    }

    List<JsonNode> all(String kind) {
        return this.resources.stream()
                .filter(resource -> resource.path("kind").asString().equals(kind))
                .toList();
    }

    JsonNode only(String kind) {
        var found = all(kind);
        if (found.size() != 1) {
            throw new AssertionError(kind + ": " + found.size());
        }
        return found.getFirst();
    }

    JsonNode named(String kind, String name) {
        return all(kind).stream()
                .filter(resource -> resource.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    /** What the pods of the deployment are like. */
    JsonNode pod() {
        return only("Deployment").at("/spec/template/spec");
    }

    /** The one container of the deployment. */
    JsonNode container() {
        var containers = pod().path("containers");
        if (containers.size() != 1) {
            throw new AssertionError("containers: " + containers.size());
        }
        return containers.get(0);
    }

    /** A variable of the container by name; missing if there is none. */
    JsonNode variable(String name) {
        for (JsonNode variable : container().path("env")) {
            if (variable.path("name").asString().equals(name)) {
                return variable;
            }
        }
        return JSON.missingNode();
    }
}
