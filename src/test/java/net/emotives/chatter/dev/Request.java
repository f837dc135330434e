package net.emotives.chatter.dev;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;

import org.springframework.web.util.UriComponentsBuilder;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** A request with its body read, as far as the stand-ins look at it. */
record Request(Headers headers, URI uri, String body) {

    private static final int BODY_LIMIT = 1 << 20;

    static Request of(HttpExchange exchange) throws IOException {
        return new Request(
                exchange.getRequestHeaders(),
                exchange.getRequestURI(),
                new String(
                        exchange.getRequestBody().readNBytes(BODY_LIMIT), StandardCharsets.UTF_8));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(this.headers.getFirst(name));
    }

    Optional<String> parameter(String name) {
        var value = UriComponentsBuilder.fromUri(this.uri).build().getQueryParams().getFirst(name);
        return Optional.ofNullable(value)
                .map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    /** The body as a JSON object, or nothing where it is something else. */
    Optional<Map<String, Object>> json() {
        try {
            return Optional.ofNullable(
                    LoopbackServer.JSON.readValue(this.body, new TypeReference<>() {}));
        } catch (JacksonException notJson) {
            return Optional.empty();
        }
    }

    /** A key of a JSON object that is text; empty where it is missing or something else. */
    static String text(Map<String, Object> json, String key) {
        return json.get(key) instanceof String text ? text : "";
    }
}
