package net.emotives.chatter.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The variables of chatter's contract for a try-out, by their names. A variable that the
 * environment sets to something wins over the one here.
 */
final class TryoutSettings {

    private final Map<String, String> environment;
    private final Map<String, String> ours = new LinkedHashMap<>();

    TryoutSettings(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        set("HOST", "127.0.0.1");
        set("PORT", "8080");
        set("NOTIFICATION_AUTH", "the-secret-of-the-try-out");
        set("EMOTIVES_URL", "http://localhost:" + get("PORT") + "/");
        set(
                "ALLOWED_ORIGINS",
                "http://localhost:%1$s,http://127.0.0.1:%1$s".formatted(get("PORT")));
        set("logging.level.io.zonky.test", "WARN");
        set("chatter.web.documents", "true");
    }

    /** Whether neither the environment nor {@link #set} has given it. */
    boolean isMissing(String name) {
        return isUnset(name) && !this.ours.containsKey(name);
    }

    /** Gives it, unless the environment does. */
    void set(String name, String value) {
        if (isUnset(name)) {
            this.ours.put(name, value);
        }
    }

    /** The origins the page may be opened at. */
    Set<String> origins() {
        return Set.of(get("ALLOWED_ORIGINS").split(","));
    }

    /** The secret that chatter and notif share. */
    String secret() {
        return get("NOTIFICATION_AUTH");
    }

    /** What the environment does not give, as arguments for Spring Boot. */
    Stream<String> arguments() {
        return this.ours.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue());
    }

    /**
     * Looks before anything is started, because a port that is taken would come out last.
     *
     * @throws TryoutRefused when the port cannot be listened on
     */
    void requireFreePort() {
        var port = get("PORT");
        try (var probe =
                new ServerSocket(Integer.parseInt(port), 1, InetAddress.getByName(get("HOST")))) {
            probe.getLocalPort();
        } catch (IOException | IllegalArgumentException taken) {
            throw new TryoutRefused(
                    "Port %s cannot be used (%s). Stop what listens there, or choose another: PORT=9090 ./mvnw spring-boot:test-run"
                            .formatted(port, taken.getMessage()),
                    taken);
        }
    }

    private String get(String name) {
        return isUnset(name)
                ? this.ours.getOrDefault(name, "")
                : this.environment.getOrDefault(name, "");
    }

    private boolean isUnset(String name) {
        return this.environment.getOrDefault(name, "").isBlank();
    }
}
