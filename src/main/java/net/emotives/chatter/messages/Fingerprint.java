package net.emotives.chatter.messages;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Tells whether two changes under one client id ask for the same. Kept where the content itself is
 * gone: eight bytes of a hash, which tell a mistake apart and give little away.
 */
record Fingerprint(String hex) {

    private static final int BYTES = 8;

    static Fingerprint of(@Nullable Object... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                var bytes = part == null ? null : part.toString().getBytes(StandardCharsets.UTF_8);
                // With its length before each part, so that no two lists run together.
                digest.update(
                        (bytes == null ? "-" : bytes.length + ":")
                                .getBytes(StandardCharsets.UTF_8));
                if (bytes != null) {
                    digest.update(bytes);
                }
            }
            return of(Arrays.copyOf(digest.digest(), BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    static Fingerprint of(byte[] kept) {
        return new Fingerprint(HexFormat.of().formatHex(kept));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(this.hex);
    }
}
