package net.emotives.chatter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.net.ssl.SSLSession;

/** The OpenAPI document holds together, and is strict about requests and answers. */
class OpenApiTests {

    private static final JsonNode DOCUMENT = OpenApi.document();
    private static final String USERS =
            "{\"result\":[{\"username\":\"a\",\"active\":true}],\"message\":null}";
    private static final String REFUSAL =
            "{\"result\":null,\"message\":[{\"message\":\"No.\",\"target\":\"limit\"}]}";

    record Answered(int statusCode, String body, HttpHeaders headers)
            implements HttpResponse<String> {

        Answered(int status, String body, Map<String, String> headers) {
            this(
                    status,
                    body,
                    HttpHeaders.of(
                            headers.entrySet().stream()
                                    .collect(
                                            java.util.stream.Collectors.toMap(
                                                    Map.Entry::getKey,
                                                    header -> List.of(header.getValue()))),
                            (_, _) -> true));
        }

        @Override
        public HttpRequest request() {
            return get("/");
        }

        @Override
        public Optional<HttpResponse<String>> previousResponse() {
            return Optional.empty();
        }

        @Override
        public Optional<SSLSession> sslSession() {
            return Optional.empty();
        }

        @Override
        public URI uri() {
            return request().uri();
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private static HttpRequest get(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost" + path)).build();
    }

    private static List<String> problems(String path, Answered answer) {
        return HttpContract.problems(get(path), null, answer);
    }

    @Test
    void referencesLeadSomewhere() {
        var broken = new ArrayList<String>();
        DOCUMENT.findValuesAsString("$ref").stream()
                .filter(reference -> DOCUMENT.at(reference.substring(1)).isMissingNode())
                .forEach(broken::add);
        assertThat(broken).isEmpty();
    }

    @Test
    void operationsAreNamedOnceAndDescribed() {
        var operations =
                DOCUMENT.get("paths").valueStream().flatMap(JsonNode::valueStream).toList();
        assertThat(operations)
                .allSatisfy(operation -> {
                    assertThat(operation.path("summary").asString("")).isNotEmpty();
                    assertThat(operation.path("responses").size()).isPositive();
                });
        assertThat(operations)
                .extracting(it -> it.get("operationId").asString())
                .doesNotHaveDuplicates();
    }

    static Stream<Answered> wrong() {
        return Stream.of(
                new Answered(200, "{}", Map.of()),
                new Answered(200, "{\"result\":[]}", Map.of()),
                new Answered(200, USERS.replace("true", "1"), Map.of()),
                new Answered(200, USERS.replace("\"active\"", "\"online\""), Map.of()),
                new Answered(200, "<html></html>", Map.of()),
                new Answered(200, USERS, Map.of("Link", "http://elsewhere/")),
                new Answered(201, USERS, Map.of()),
                new Answered(401, REFUSAL, Map.of()),
                new Answered(401, REFUSAL, Map.of("WWW-Authenticate", "Basic")),
                new Answered(422, REFUSAL.replace("target", "about"), Map.of()),
                new Answered(422, REFUSAL.replace(",\"target\":\"limit\"", ""), Map.of()),
                new Answered(429, REFUSAL, Map.of()),
                new Answered(503, REFUSAL, Map.of("Retry-After", "soon")));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void findsAnswersThatAreNotDocumented(Answered answer) {
        assertThat(problems("/connections", answer)).isNotEmpty();
    }

    @Test
    void takesAnswersThatAreDocumented() {
        assertThat(problems("/connections", new Answered(200, USERS, Map.of()))).isEmpty();
        assertThat(problems("/connections/?limit=7&x=y", new Answered(200, USERS, Map.of())))
                .isEmpty();
        assertThat(problems("/connections", new Answered(422, REFUSAL, Map.of()))).isEmpty();
        assertThat(problems("/unknown", new Answered(404, "", Map.of()))).isEmpty();
    }

    @Test
    void findsRequestsThatMayNotSucceed() {
        var found = new Answered(200, "{\"result\":[],\"message\":null}", Map.of());
        assertThat(problems("/messages?from=a&to=b", found)).isEmpty();
        assertThat(problems("/messages?from=a", found)).isNotEmpty();
        assertThat(problems("/connections?limit=0", found)).isNotEmpty();
        var post =
                HttpRequest.newBuilder(URI.create("http://localhost/user"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        var done =
                new Answered(201, "{\"result\":null,\"message\":[{\"message\":\"x\"}]}", Map.of());
        assertThat(HttpContract.problems(post, "{\"username\":\"a\"}", done)).isEmpty();
        assertThat(HttpContract.problems(post, "{\"username\":\"\"}", done)).isNotEmpty();
    }
}
