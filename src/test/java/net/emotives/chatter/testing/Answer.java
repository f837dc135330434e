package net.emotives.chatter.testing;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.util.Optional;

/** What the service answered over HTTP. */
public record Answer(HttpResponse<String> response) {

    public int status() {
        return this.response.statusCode();
    }

    public String body() {
        return this.response.body();
    }

    public Optional<String> header(String name) {
        return this.response.headers().firstValue(name);
    }

    /** The body as JSON; fails where it is none. */
    public JsonNode json() {
        return JsonMapper.shared().readTree(this.response.body());
    }

    public JsonNode result() {
        return json().get("result");
    }

    /** The sentence of the envelope. */
    public String said() {
        return json().get("message").get(0).get("message").asString();
    }

    /** The part of the request that the sentence is about. */
    public String target() {
        return json().get("message").get(0).path("target").asString();
    }
}
