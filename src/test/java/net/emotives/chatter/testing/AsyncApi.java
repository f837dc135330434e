package net.emotives.chatter.testing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The AsyncAPI document of the native socket, its files put into one. */
public final class AsyncApi {

    private static final String ROOT = "asyncapi.yaml";
    private static final List<String> KINDS = List.of("messages", "schemas");

    private final YAMLMapper yaml = new YAMLMapper();
    private final Set<String> files = new HashSet<>();
    private final ObjectNode document;

    private AsyncApi() {
        this.document = read(ROOT);
        this.files.add(ROOT);
        bundle(this.document, ROOT);
    }

    /** A new copy, in which every reference leads to the document itself. */
    public static ObjectNode document() {
        return new AsyncApi().document;
    }

    private ObjectNode read(String file) {
        try (var in = AsyncApi.class.getResourceAsStream("/" + file)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + file);
            }
            return (ObjectNode) this.yaml.readTree(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void bundle(JsonNode node, String file) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            object.put("$ref", bundled(object.get("$ref").asString(), file));
        } else {
            node.forEach(child -> bundle(child, file));
        }
    }

    private String bundled(String reference, String from) {
        var parts = reference.split("#", 2);
        var folder = from.substring(0, from.lastIndexOf('/') + 1);
        var file = parts[0].isEmpty() ? from : folder + parts[0];
        if (this.files.add(file)) {
            take(file);
        }
        return "#" + (file.equals(ROOT) ? "" : "/components") + parts[1];
    }

    private void take(String file) {
        var content = read(file);
        for (var kind : KINDS) {
            var components = this.document.withObject("/components/" + kind);
            for (var part : content.path(kind).properties()) {
                if (components.has(part.getKey())) {
                    throw new IllegalStateException(part.getKey() + " is there twice: " + file);
                }
                components.set(part.getKey(), part.getValue());
            }
        }
        bundle(content, file);
    }
}
