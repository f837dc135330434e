package net.emotives.chatter.transport.websocket;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Check that a request asks for a WebSocket as it must (RFC 6455, section 4.2.1), for before its
 * credentials are used up.
 */
public final class UpgradeRequest {

    private static final String VERSION = "Sec-WebSocket-Version";
    private static final int KEY_BYTES = 16;

    private UpgradeRequest() {}

    /** Answer to a request that is no upgrade; the adapter words the body. */
    public record Refusal(HttpStatus status, HttpHeaders headers, String sentence) {

        private static Refusal of(HttpStatus status, String sentence) {
            return new Refusal(status, new HttpHeaders(), sentence);
        }
    }

    /** Returns the refusal of a request that is no proper upgrade. */
    public static Optional<Refusal> problemOf(HttpMethod method, HttpHeaders headers) {
        if (!HttpMethod.GET.equals(method)) {
            var refusal = Refusal.of(HttpStatus.METHOD_NOT_ALLOWED, "Method Not Allowed");
            refusal.headers().setAllow(Set.of(HttpMethod.GET));
            return Optional.of(refusal);
        }
        var asked =
                "websocket".equalsIgnoreCase(headers.getUpgrade())
                        && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase);
        if (!asked || !List.of("13").equals(headers.get(VERSION))) {
            var refusal =
                    Refusal.of(
                            HttpStatus.UPGRADE_REQUIRED,
                            "This address speaks WebSocket, version 13.");
            refusal.headers().set(HttpHeaders.UPGRADE, "websocket");
            refusal.headers().set(HttpHeaders.CONNECTION, "Upgrade");
            refusal.headers().set(VERSION, "13");
            return Optional.of(refusal);
        }
        return isKey(headers.getFirst("Sec-WebSocket-Key"))
                ? Optional.empty()
                : Optional.of(
                        Refusal.of(
                                HttpStatus.BAD_REQUEST,
                                "Sec-WebSocket-Key must be 16 bytes in base64."));
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }
}
