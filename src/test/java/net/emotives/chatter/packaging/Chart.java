package net.emotives.chatter.packaging;

import com.marcnuri.helm.Helm;

import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The chart, and what Helm makes of it. */
final class Chart {

    static final Helm HELM = new Helm(Path.of("helm"));

    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<JsonNode> resources;

    private Chart(List<JsonNode> resources) {
        this.resources = resources;
    }

    /** The chart of the release {@code talk} in the namespace {@code site} with the values. */
    static Chart with(String values, Path folder) throws IOException {
        var file = Files.writeString(Files.createTempFile(folder, "values", ".yaml"), values);
        var text =
                HELM.template()
                        .withName("talk")
                        .withNamespace("site")
                        .withKubeVersion("1.30.0")
                        .withValuesFile(file)
                        .call();
        var resources = new ArrayList<JsonNode>();
        new Yaml()
                .loadAll(text)
                .forEach(resource -> {
                    if (resource != null) {
                        resources.add(JSON.valueToTree(resource));
                    }
                });
        return new Chart(resources);
    }

    List<String> kinds() {
        return this.resources.stream().map(resource -> resource.path("kind").asString()).toList();
    }

    JsonNode only(String kind) {
        return this.resources.stream()
                .filter(resource -> resource.path("kind").asString().equals(kind))
                .reduce((_, _) -> {
                    throw new AssertionError("more than one " + kind);
                })
                .orElseThrow(() -> new AssertionError("no " + kind));
    }

    /** The one container of the deployment. */
    JsonNode container() {
        var containers = only("Deployment").at("/spec/template/spec/containers");
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
