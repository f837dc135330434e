package net.emotives.chatter.identity;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Reads when a bearer ends, where it is a JWT that says so (RFC 7519, section 4.1.4). The signature
 * is not looked at: uacl has done that, and what is read here can only shorten how long uacl is
 * believed.
 */
final class BearerExpiry {

    private static final JsonMapper JSON = JsonMapper.shared();

    private BearerExpiry() {}

    static Optional<Instant> of(String authorization) {
        var parts = authorization.substring(authorization.lastIndexOf(' ') + 1).split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            var expires = JSON.readTree(Base64.getUrlDecoder().decode(parts[1])).path("exp");
            return expires.isNumber()
                    ? Optional.of(Instant.ofEpochSecond(expires.asLong()))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException | DateTimeException notAClaim) {
            // Then it is some other kind of bearer, of which nothing is known.
            return Optional.empty();
        }
    }
}
