package net.emotives.chatter.web;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Origins as browsers write them (RFC 6454): scheme and host in lower case, an international name
 * in its ASCII form, no port where it is the scheme's own, and no slash at the end.
 */
final class AllowedOrigins {

    private static final Pattern ORIGIN =
            Pattern.compile(
                    "(?<scheme>[a-zA-Z][a-zA-Z0-9+.-]*)://(?<host>[^/?#@*:\\s\\[\\]]+|\\[[0-9a-fA-F:.]+])"
                        + "(:(?<port>[0-9]{1,5}))?/?");

    private AllowedOrigins() {}

    /** As a browser writes it; empty where no browser can mean it, such as {@code *} or a path. */
    static Optional<String> normalize(String text) {
        var origin = ORIGIN.matcher(text.strip());
        if (!origin.matches()) {
            return Optional.empty();
        }
        var scheme = origin.group("scheme").toLowerCase(Locale.ROOT);
        var given = origin.group("port");
        var port = given == null ? standardPort(scheme) : Integer.parseInt(given);
        if (given != null && (port < 1 || port > 65_535)) {
            return Optional.empty();
        }
        return host(origin.group("host"))
                .map(host -> {
                    var suffix = port == standardPort(scheme) ? "" : ":" + port;
                    return scheme + "://" + host + suffix;
                });
    }

    private static Optional<String> host(String name) {
        try {
            return Optional.of(IDN.toASCII(name).toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static int standardPort(String scheme) {
        return switch (scheme) {
            case "http" -> 80;
            case "https" -> 443;
            default -> -1;
        };
    }
}
