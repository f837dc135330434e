package net.emotives.chatter.testing;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;

/** A client of a running service. */
public final class Chatter implements ApplicationListener<WebServerInitializedEvent> {

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(20))
                    .build();
    private int port;

    Chatter() {}

    /** Of a service on this port of the loopback. */
    public Chatter(int port) {
        this.port = port;
    }

    @Override
    public void onApplicationEvent(WebServerInitializedEvent event) {
        if (event.getApplicationContext().getServerNamespace() == null) {
            this.port = Objects.requireNonNull(event.getWebServer()).getPort();
        }
    }

    public int port() {
        return this.port;
    }

    /** A request to be completed; the path is taken as it is. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + path))
                .timeout(Duration.ofMinutes(1));
    }

    /** The answer, held against the OpenAPI document. */
    public Answer send(HttpRequest.Builder request) {
        return send(request, null);
    }

    private Answer send(HttpRequest.Builder builder, @Nullable String body) {
        try {
            var request = builder.build();
            var response = this.http.send(request, HttpResponse.BodyHandlers.ofString());
            HttpContract.check(request, body, response);
            return new Answer(response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** GET, as that person or as nobody. */
    public Answer get(String path, @Nullable Person person) {
        var request = request(path);
        return send(person == null ? request : request.header("Authorization", person.bearer()));
    }

    public Answer post(String path, String authorization, String body) {
        return send(
                request(path)
                        .header("Authorization", authorization)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                body);
    }

    /** The same person, whom the service has met. */
    public Person known(Person person) {
        token(person);
        return person;
    }

    /** A new token of that person. */
    public String token(Person person) {
        var answer = get("/ws_token", person);
        if (answer.status() != 201) {
            throw new AssertionError(
                    "no token for "
                            + person.username()
                            + ": "
                            + answer.status()
                            + " "
                            + answer.body());
        }
        return answer.result().get("token").asString();
    }

    /** Opens a socket as that person. */
    public Socket connect(Person person) {
        return connect(token(person));
    }

    /** Opens a socket with a token; fails where that is refused. */
    public Socket connect(String token) {
        return Socket.open(this.port, "/ws?token=" + token);
    }

    /** Opens a version 2 socket as that person. */
    public V2Socket connectV2(Person person) {
        return connectV2(token(person));
    }

    /** Opens a version 2 socket with a token; fails where that is refused. */
    public V2Socket connectV2(String token) {
        return V2Socket.open(this.port, "/ws?token=" + token);
    }
}
