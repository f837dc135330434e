package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletRequest;

import net.emotives.chatter.users.UserId;
import net.emotives.chatter.web.WebProperties;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/** Reads what services post: fields of a JSON object, and nothing that nobody asked for. */
@Component
class Bodies {

    private final JsonMapper json;
    private final WebProperties properties;

    Bodies(JsonMapper json, WebProperties properties) {
        this.json = json;
        this.properties = properties;
    }

    /**
     * The object; throws {@link InvalidRequest} where there is none, or too much.
     *
     * @param wanted the fields it should have, for people
     */
    JsonNode object(HttpServletRequest request, String wanted) throws IOException {
        var limit = (int) this.properties.bodyLimit().toBytes();
        var bytes = request.getInputStream().readNBytes(limit + 1);
        if (bytes.length > limit) {
            throw new InvalidRequest(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "The body must have at most " + limit + " bytes",
                    "body");
        }
        try {
            var body = this.json.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
        } catch (JacksonException malformed) {
            // Answered below; the parser's own words quote the body, which may hold a password.
        }
        throw invalid("body", "must be a JSON object with " + wanted);
    }

    /** The user that {@code username} names. */
    UserId username(JsonNode body) {
        var name = text(body, "username").value();
        return UserId.of(name == null ? "" : name)
                .orElseThrow(() -> invalid("username", "must have 1 to 128 characters"));
    }

    /** A field that may be absent. */
    record Text(@Nullable String value) {}

    Text text(JsonNode body, String name) {
        var field = body.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return new Text(null);
        }
        if (!field.isString()) {
            throw invalid(name, "must be a string");
        }
        return new Text(field.asString());
    }

    static InvalidRequest invalid(String name, String rule) {
        return new InvalidRequest(HttpStatus.BAD_REQUEST, name + " " + rule, name);
    }
}
