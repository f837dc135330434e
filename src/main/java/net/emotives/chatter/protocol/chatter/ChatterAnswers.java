package net.emotives.chatter.protocol.chatter;

import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.util.Objects;

/** Writes answers where Spring MVC does not: in the security chain and in the handshake. */
@Component
class ChatterAnswers {

    private final JsonMapper json;

    ChatterAnswers(JsonMapper json) {
        this.json = json;
    }

    void write(ResponseEntity<Envelope> answer, ServerHttpResponse response) throws IOException {
        response.setStatusCode(answer.getStatusCode());
        answer.getHeaders().forEach((name, values) -> response.getHeaders().put(name, values));
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-cache");
        response.getBody()
                .write(this.json.writeValueAsBytes(Objects.requireNonNull(answer.getBody())));
        response.flush();
    }
}
