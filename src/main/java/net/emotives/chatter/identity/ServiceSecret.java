package net.emotives.chatter.identity;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The secret that services show each other, raw, in {@code Authorization}. */
@Component
public class ServiceSecret {

    private final byte[] secret;

    ServiceSecret(IdentityProperties properties) {
        this.secret = properties.serviceSecret().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether this is the secret; takes as long for any wrong one of its length. */
    public boolean matches(@Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(this.secret, shown.getBytes(StandardCharsets.UTF_8));
    }
}
