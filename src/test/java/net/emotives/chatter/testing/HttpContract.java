package net.emotives.chatter.testing;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks requests and answers over HTTP against the OpenAPI document: the status, the headers and
 * the body of an answer, and the parameters and the body of a request that succeeded. Paths that
 * the document does not name are ignored. Thread-safe.
 */
final class HttpContract {

    private static final String BASE = "https://chatter.example/openapi";
    private static final JsonNode DOCUMENT = OpenApi.document();
    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDialect(
                    dialect(),
                    registry ->
                            registry.schemas(Map.of(BASE, DOCUMENT.toString()))
                                    .schemaRegistryConfig(
                                            SchemaRegistryConfig.builder()
                                                    .formatAssertionsEnabled(true)
                                                    .build()));

    private HttpContract() {}

    /** That of schemas in an OpenAPI document, for the document as a whole. */
    private static Dialect dialect() {
        var dialect = Dialect.builder(Dialects.getOpenApi31());
        DOCUMENT.propertyNames().forEach(key -> dialect.keyword(new NonValidationKeyword(key)));
        return dialect.build();
    }

    /** Fails where the document does not allow that answer to that request. */
    static void check(HttpRequest request, @Nullable String body, HttpResponse<String> response) {
        var problems = problems(request, body, response);
        if (!problems.isEmpty()) {
            throw new AssertionError(
                    "Not as openapi.yaml says: %s %s, answered %d %s%n%s"
                            .formatted(
                                    request.method(),
                                    request.uri().getRawPath(),
                                    response.statusCode(),
                                    response.body(),
                                    String.join("\n", problems)));
        }
    }

    static List<String> problems(
            HttpRequest request, @Nullable String body, HttpResponse<String> response) {
        var path = request.uri().getRawPath().replaceFirst("(?<=.)/$", "");
        var pointer = "/paths/" + escaped(path) + "/" + method(request);
        var operation = DOCUMENT.at(pointer);
        if (operation.isMissingNode()) {
            return List.of();
        }
        var status = Integer.toString(response.statusCode());
        var found = Place.of(pointer + "/responses/" + status).followed();
        if (found.node().isMissingNode()) {
            return List.of("the status " + status + " is not documented");
        }
        var problems = new ArrayList<>(headers(found, response));
        if (!request.method().equals("HEAD")) {
            problems.addAll(content(found, response.body()));
        }
        if (response.statusCode() < 300) {
            problems.addAll(parameters(pointer, request));
            if (body != null && operation.has("requestBody")) {
                problems.addAll(content(Place.of(pointer + "/requestBody").followed(), body));
            }
        }
        return problems;
    }

    private static String method(HttpRequest request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> "get";
            case "POST" -> "post";
            default -> "none";
        };
    }

    /** A part of the document, by its JSON pointer. */
    private record Place(String pointer, JsonNode node) {

        static Place of(String pointer) {
            return new Place(pointer, DOCUMENT.at(pointer));
        }

        Place followed() {
            var reference = this.node.path("$ref");
            return reference.isString() ? of(reference.asString().substring(1)) : this;
        }

        Place at(String key) {
            return of(this.pointer + "/" + escaped(key));
        }

        List<String> problemsOf(String what, JsonNode value) {
            return SCHEMAS
                    .computeIfAbsent(
                            this.pointer,
                            at -> REGISTRY.getSchema(SchemaLocation.of(BASE + "#" + at)))
                    .validate(value)
                    .stream()
                    .map(error -> what + ": " + error)
                    .toList();
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private static List<String> headers(Place answer, HttpResponse<String> response) {
        var problems = new ArrayList<String>();
        for (var name : answer.node().path("headers").propertyNames()) {
            var header = answer.at("headers").at(name).followed();
            var value = response.headers().firstValue(name);
            if (value.isPresent()) {
                problems.addAll(
                        header.at("schema")
                                .problemsOf(name, JsonMapper.shared().valueToTree(value.get())));
            } else if (header.node().path("required").asBoolean()) {
                problems.add(name + " is missing");
            }
        }
        return problems;
    }

    private static List<String> content(Place message, String body) {
        var content = message.at("content").at("application/json");
        if (content.node().isMissingNode()) {
            return List.of();
        }
        try {
            return content.at("schema").problemsOf("body", JsonMapper.shared().readTree(body));
        } catch (JacksonException malformed) {
            return List.of("the body is not JSON: " + malformed.getOriginalMessage());
        }
    }

    private static List<String> parameters(String operation, HttpRequest request) {
        var problems = new ArrayList<String>();
        var given = query(request.uri().getRawQuery());
        for (var i = 0; i < DOCUMENT.at(operation + "/parameters").size(); i++) {
            var parameter = Place.of(operation + "/parameters/" + i);
            var name = parameter.node().get("name").asString();
            var value = given.get(name);
            if (value != null) {
                var isNumber = parameter.node().at("/schema/type").asString().equals("integer");
                var node =
                        isNumber
                                ? JsonMapper.shared().readTree(value)
                                : JsonMapper.shared().<JsonNode>valueToTree(value);
                problems.addAll(parameter.at("schema").problemsOf(name, node));
            } else if (parameter.node().path("required").asBoolean()) {
                problems.add("without " + name + " it may not succeed");
            }
        }
        return problems;
    }

    private static Map<String, String> query(@Nullable String query) {
        return Stream.of((query == null ? "" : query).split("&", -1))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(
                        Collectors.toMap(
                                pair -> decoded(pair[0]),
                                pair -> decoded(pair[1]),
                                (first, _) -> first));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
