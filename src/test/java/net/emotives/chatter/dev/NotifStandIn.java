package net.emotives.chatter.dev;

import net.emotives.chatter.dev.Answer.Notice;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/**
 * Speaks notif's contract: stores what it is told by whoever knows the secret. Remembers the last
 * {@value #CAPACITY} in memory, and shows them to the page.
 */
final class NotifStandIn {

    static final int CAPACITY = 1_000;

    private final String secret;
    private final Clock clock;
    private final SequencedMap<String, Map<String, Object>> rows = new LinkedHashMap<>();
    private long lastId;

    NotifStandIn(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    void serve(LoopbackServer server) {
        server.route("POST", "/internal_notification", this::store);
        server.route("GET", "/notifications", this::list);
    }

    private Answer store(Request request) {
        if (!knowsSecret(request)) {
            return Answer.refused(400, new Notice("Not authorised"));
        }
        return request.json()
                .map(json -> Answer.of(201, stored(request.header("Idempotency-Key"), json)))
                .orElseGet(() -> Answer.refused(422, new Notice("The body must be a JSON object")));
    }

    private boolean knowsSecret(Request request) {
        return MessageDigest.isEqual(
                this.secret.getBytes(StandardCharsets.UTF_8),
                request.header("Authorization").orElse("").getBytes(StandardCharsets.UTF_8));
    }

    /** A key that was there before answers with its first row: the same notification again. */
    private synchronized Map<String, Object> stored(
            Optional<String> key, Map<String, Object> json) {
        var row =
                this.rows.computeIfAbsent(
                        key.orElseGet(() -> UUID.randomUUID().toString()), _ -> row(json));
        if (this.rows.size() > CAPACITY) {
            this.rows.pollFirstEntry();
        }
        return row;
    }

    private Map<String, Object> row(Map<String, Object> json) {
        var row = new LinkedHashMap<>(json);
        row.put("id", ++this.lastId);
        row.put("received_at", this.clock.instant().toString());
        return row;
    }

    private Answer list(Request request) {
        return request.parameter("username")
                .map(username -> Answer.of(200, toldTo(username)))
                .orElseGet(() -> Answer.refused(422, new Notice("Whose?", "username")));
    }

    private synchronized List<Map<String, Object>> toldTo(String username) {
        var told = new ArrayList<>(this.rows.reversed().values());
        told.removeIf(row -> !username.equals(row.get("username_to")));
        return told;
    }
}
