package net.emotives.chatter.database.address;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The parameters of an address, by the names that the JDBC driver has for them. */
final class UrlParameters {

    /**
     * Time-outs in seconds. Without them a connection that the network lost is waited for; that of
     * the socket is a little longer than PostgreSQL lets a statement take, see {@code
     * TransactionSettings}.
     */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "socketTimeout", "25",
                    "connectTimeout", "5",
                    "tcpKeepAlive", "true",
                    "ApplicationName", "chatter");

    /** So that the second host is asked, too, within the time that the pool waits for one. */
    private static final String QUICK_CONNECT = "1";

    private static final Map<String, String> LIBPQ_NAMES =
            Map.of(
                    "application_name", "ApplicationName",
                    "channel_binding", "channelBinding",
                    "connect_timeout", "connectTimeout",
                    "gssencmode", "gssEncMode",
                    "keepalives", "tcpKeepAlive",
                    "krbsrvname", "kerberosServerName",
                    "require_auth", "requireAuth",
                    "sslnegotiation", "sslNegotiation",
                    "target_session_attrs", "targetServerType");

    /** Where libpq and the driver have other words for the same. */
    private static final Map<String, String> LIBPQ_VALUES =
            Map.of(
                    "tcpKeepAlive=0", "false",
                    "tcpKeepAlive=1", "true",
                    "targetServerType=read-write", "primary",
                    "targetServerType=read-only", "secondary",
                    "targetServerType=standby", "secondary",
                    "targetServerType=prefer-standby", "preferSecondary");

    /** The driver would ignore them and connect elsewhere. */
    private static final Set<String> PLACES = Set.of("host", "hostaddr", "port", "dbname");

    private final Map<String, String> values = new LinkedHashMap<>();

    private UrlParameters() {}

    static UrlParameters ofJdbc(String query) {
        return read(query, PercentCoding::decodeForm);
    }

    static UrlParameters ofLibpq(String query) {
        var given = read(query, PercentCoding::decode);
        var parameters = new UrlParameters();
        given.values.forEach((key, value) -> {
            if (PLACES.contains(key)) {
                throw DatabaseUrl.refused(
                        String.format(
                                Locale.ROOT,
                                "has %s among its parameters: it stands before the ?",
                                key));
            }
            var name = LIBPQ_NAMES.getOrDefault(key, key);
            parameters.values.put(name, LIBPQ_VALUES.getOrDefault(name + "=" + value, value));
        });
        return parameters;
    }

    private static UrlParameters read(String query, UnaryOperator<String> decode) {
        var parameters = new UrlParameters();
        for (var part : query.split("&", -1)) {
            var pair = Split.at(part, '=');
            if (!pair.before().isEmpty()) {
                parameters.values.put(decode.apply(pair.before()), decode.apply(pair.after()));
            }
        }
        return parameters;
    }

    /** Takes a parameter out. */
    String take(String key, String otherwise) {
        var value = this.values.remove(key);
        return value == null ? otherwise : value;
    }

    /** All of them as the driver reads them, and the defaults of those that were not given. */
    String joined(boolean severalHosts) {
        if (severalHosts) {
            this.values.putIfAbsent("connectTimeout", QUICK_CONNECT);
        }
        DEFAULTS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> this.values.putIfAbsent(entry.getKey(), entry.getValue()));
        if (severalHosts) {
            this.values.putIfAbsent("targetServerType", "primary");
        }
        return this.values.entrySet().stream()
                .map(entry ->
                        PercentCoding.encodeForm(entry.getKey())
                                + "="
                                + PercentCoding.encodeForm(entry.getValue()))
                .collect(Collectors.joining("&"));
    }
}
