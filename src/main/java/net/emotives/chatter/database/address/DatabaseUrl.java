package net.emotives.chatter.database.address;

import java.util.List;
import java.util.Locale;

/**
 * The address of the database, in the parts that JDBC wants. User and password are never part of
 * {@code jdbcUrl}, so that it may be shown.
 *
 * @param jdbcUrl begins with {@code jdbc:postgresql://}, has time-outs and a name for the
 *     connection
 * @param user never empty
 * @param password empty when there is none
 */
public record DatabaseUrl(String jdbcUrl, String user, String password) {

    /** Beginning of a refusal of the address. */
    public static final String KEY = "chatter.database.url (DATABASE_URL)";

    /** Beginning of a refusal of the address beside a pooler. */
    public static final String DIRECT_KEY = "chatter.database.direct-url (DATABASE_DIRECT_URL)";

    private static final String JDBC = "jdbc:postgresql://";
    private static final List<String> SCHEMES = List.of(JDBC, "postgresql://", "postgres://");

    /**
     * Reads {@code postgres://user:password@host:port/name?parameters}, where several hosts are
     * separated by commas, {@code postgresql://…} likewise, and {@code jdbc:postgresql://…}.
     *
     * @param key the setting that the text is of, with which a refusal begins
     * @throws IllegalArgumentException with a message that says what is wrong and quotes nothing,
     *     since any part of a misspelt address may be the password
     */
    public static DatabaseUrl parse(String key, String text) {
        try {
            return parse(text);
        } catch (Unreadable unreadable) {
            throw new IllegalArgumentException(key + " " + unreadable.getMessage());
        }
    }

    private static DatabaseUrl parse(String text) {
        var scheme =
                SCHEMES.stream()
                        .filter(text::startsWith)
                        .findFirst()
                        .orElseThrow(() ->
                                refused(
                                        "begins with none of postgres://, postgresql://"
                                                + " and jdbc:postgresql://"));
        return scheme.equals(JDBC)
                ? ofJdbc(text.substring(scheme.length()))
                : ofLibpq(text.substring(scheme.length()));
    }

    private static DatabaseUrl ofJdbc(String text) {
        var address = Split.at(text, '?');
        var parameters = UrlParameters.ofJdbc(address.after());
        var place = Split.at(address.before(), '/');
        if (place.before().contains("@")) {
            throw refused(
                    "has a user before the host, which JDBC does not know: leave out jdbc:, or"
                            + " write ?user=…&password=…");
        }
        return of(place.before(), PercentCoding.decodeForm(place.after()), parameters, "", "");
    }

    private static DatabaseUrl ofLibpq(String text) {
        var address = Split.at(text, '?');
        var parameters = UrlParameters.ofLibpq(address.after());
        var place = Split.at(address.before(), '/');
        var at = place.before().lastIndexOf('@');
        var credentials = Split.at(place.before().substring(0, Math.max(at, 0)), ':');
        return of(
                place.before().substring(at + 1),
                PercentCoding.decode(place.after()),
                parameters,
                PercentCoding.decode(credentials.before()),
                PercentCoding.decode(credentials.after()));
    }

    private static DatabaseUrl of(
            String authority, String path, UrlParameters parameters, String user, String password) {
        var hosts = UrlHosts.parse(authority);
        var actualUser = parameters.take("user", user);
        var actualPassword = parameters.take("password", password);
        if (actualUser.isEmpty()) {
            throw refused("names no user");
        }
        if (path.isEmpty()) {
            throw refused("names no database: it stands behind the host and a slash");
        }
        var jdbcUrl =
                JDBC
                        + String.join(",", hosts)
                        + "/"
                        + PercentCoding.encodeForm(path)
                        + "?"
                        + parameters.joined(hosts.size() > 1);
        return new DatabaseUrl(jdbcUrl, actualUser, actualPassword);
    }

    /**
     * The same where it leads to a pooler that keeps no session: no statement is prepared on the
     * server unless the address says so, since the next transaction may find it missing.
     */
    public DatabaseUrl pooled() {
        return this.jdbcUrl.matches(".*[?&]prepareThreshold=.*")
                ? this
                : new DatabaseUrl(this.jdbcUrl + "&prepareThreshold=0", this.user, this.password);
    }

    /** To be thrown where an address is read; the setting's name comes before it. */
    static RuntimeException refused(String why) {
        return new Unreadable(why);
    }

    private static final class Unreadable extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why, null, false, false);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "DatabaseUrl[jdbcUrl=%s, user=%s]", this.jdbcUrl, this.user);
    }
}
