package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletRequest;

import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;

/**
 * Takes over a user that uacl just made. uacl sends all it knows of him, the password among it: two
 * fields are read, and the rest is neither kept nor logged.
 */
@RestController
class UserController {

    private final Users users;
    private final JsonMapper json;
    private final WebProperties properties;

    UserController(Users users, JsonMapper json, WebProperties properties) {
        this.users = users;
        this.json = json;
        this.properties = properties;
    }

    @PostMapping("/user")
    @ResponseStatus(HttpStatus.CREATED)
    Envelope create(HttpServletRequest request) throws IOException {
        var body = body(request);
        var username =
                UserId.of(text(body, "username").orEmpty())
                        .orElseThrow(() -> invalid("username", "must have 1 to 128 characters"));
        var group =
                UserGroup.of(text(body, "user_group").value())
                        .orElseThrow(
                                () -> invalid("user_group", "must have at most 56 characters"));
        this.users.create(username, group);
        return Envelope.saying("Created user");
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
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
        throw invalid("body", "must be a JSON object with username and user_group");
    }

    private record Text(@Nullable String value) {

        String orEmpty() {
            return this.value == null ? "" : this.value;
        }
    }

    private static Text text(JsonNode body, String name) {
        var field = body.path(name);
        if (field.isMissingNode() || field.isNull()) {
            return new Text(null);
        }
        if (!field.isString()) {
            throw invalid(name, "must be a string");
        }
        return new Text(field.asString());
    }

    private static InvalidRequest invalid(String name, String rule) {
        return new InvalidRequest(HttpStatus.BAD_REQUEST, name + " " + rule, name);
    }
}
