package net.emotives.chatter.database.address;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Reads the hosts of an address: names, IPv4, IPv6 in brackets, each with a port or without. One
 * without a name is this machine, to the driver as to libpq.
 */
final class UrlHosts {

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.%]+]|[^\\[\\]:@\\s%/]*)(?::(\\d{1,5})?)?");

    private UrlHosts() {}

    /** The hosts as {@code host:port}; at least one. */
    static List<String> parse(String text) {
        return Arrays.stream(text.split(",", -1)).map(UrlHosts::host).toList();
    }

    private static String host(String text) {
        if (text.startsWith("%2F") || text.startsWith("%2f")) {
            throw DatabaseUrl.refused(
                    "names a Unix socket, which cannot be reached from Java: name a host");
        }
        var matcher = HOST.matcher(text);
        if (!matcher.matches()) {
            throw DatabaseUrl.refused(
                    "has no readable host and port: signs such as / ? @ and % in the user or the"
                            + " password must be percent-encoded, an IPv6 address stands in [ ]");
        }
        var name = matcher.group(1);
        var digits = matcher.group(2);
        var port = digits == null ? 5432 : Integer.parseInt(digits);
        if (port < 1 || port > 65535) {
            throw DatabaseUrl.refused("has a port that is not from 1 to 65535");
        }
        return name + ":" + port;
    }
}
