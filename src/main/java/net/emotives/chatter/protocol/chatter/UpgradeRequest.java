package net.emotives.chatter.protocol.chatter;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Whether a request asks for a WebSocket as it must (RFC 6455, section 4.2.1), looked at before its
 * token is taken.
 */
final class UpgradeRequest {

    private static final String VERSION = "Sec-WebSocket-Version";
    private static final int KEY_BYTES = 16;

    private UpgradeRequest() {}

    /** The answer to a request that does not. */
    static Optional<ResponseEntity<Envelope>> problemOf(HttpMethod method, HttpHeaders headers) {
        if (!HttpMethod.GET.equals(method)) {
            return Optional.of(
                    json(HttpStatus.METHOD_NOT_ALLOWED)
                            .allow(HttpMethod.GET)
                            .body(Envelope.saying("Method Not Allowed")));
        }
        var asked =
                "websocket".equalsIgnoreCase(headers.getUpgrade())
                        && headers.getConnection().stream().anyMatch("upgrade"::equalsIgnoreCase);
        if (!asked || !List.of("13").equals(headers.get(VERSION))) {
            return Optional.of(
                    json(HttpStatus.UPGRADE_REQUIRED)
                            .header(HttpHeaders.UPGRADE, "websocket")
                            .header(HttpHeaders.CONNECTION, "Upgrade")
                            .header(VERSION, "13")
                            .body(Envelope.saying("This address speaks WebSocket, version 13.")));
        }
        if (!isKey(headers.getFirst("Sec-WebSocket-Key"))) {
            return Optional.of(
                    json(HttpStatus.BAD_REQUEST)
                            .body(
                                    Envelope.saying(
                                            "Sec-WebSocket-Key must be 16 bytes in base64.")));
        }
        return Optional.empty();
    }

    private static boolean isKey(@Nullable String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private static ResponseEntity.BodyBuilder json(HttpStatus status) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON);
    }
}
