package net.emotives.chatter.testing;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The OpenAPI document of the HTTP endpoints. */
public final class OpenApi {

    private OpenApi() {}

    /** A new copy. */
    public static JsonNode document() {
        try (var in = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
            return new YAMLMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
