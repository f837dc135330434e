package net.emotives.chatter.dev;

import tools.jackson.core.JacksonException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks the JSON web tokens of the uacl stand-in. They hold all there is to know, so
 * that they are good after a restart. The claims are uacl's, its number under {@code iss} included.
 */
final class Bearers {

    static final Duration LIFETIME = Duration.ofMinutes(60);

    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private final SecretKeySpec key;
    private final Clock clock;

    Bearers(byte[] key, Clock clock) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
        this.clock = clock;
    }

    private record Claims(Person dat, long exp, long iss, long nbf) {}

    /** A bearer for the person, good for {@link #LIFETIME}. */
    String sign(Person person) {
        var now = this.clock.instant();
        var claims =
                new Claims(
                        person,
                        now.plus(LIFETIME).getEpochSecond(),
                        now.getEpochSecond(),
                        now.getEpochSecond());
        var content =
                encode(HEADER.getBytes(StandardCharsets.UTF_8))
                        + "."
                        + encode(LoopbackServer.JSON.writeValueAsBytes(claims));
        return content + "." + encode(signature(content));
    }

    /** The person a bearer is for, unless it is not ours or its time is over. */
    Optional<Person> check(String bearer) {
        var end = bearer.lastIndexOf('.');
        var start = bearer.indexOf('.') + 1;
        if (start < 1 || end < start) {
            return Optional.empty();
        }
        try {
            var signature = Base64.getUrlDecoder().decode(bearer.substring(end + 1));
            if (!MessageDigest.isEqual(signature, signature(bearer.substring(0, end)))) {
                return Optional.empty();
            }
            var content = Base64.getUrlDecoder().decode(bearer.substring(start, end));
            var claims = LoopbackServer.JSON.readValue(content, Claims.class);
            return Optional.of(claims)
                    .filter(read -> this.clock.instant().getEpochSecond() < read.exp())
                    .map(Claims::dat);
        } catch (IllegalArgumentException | JacksonException notOurs) {
            return Optional.empty();
        }
    }

    private byte[] signature(String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(this.key);
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
