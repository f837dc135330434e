package net.emotives.chatter.web;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.util.Set;
import java.util.TreeSet;

/**
 * Settings of the HTTP interface.
 *
 * @param allowedOrigins origins that browsers may call from, as {@link AllowedOrigins} writes them
 * @param bodyLimit bytes of a request's body
 * @param pageLimit users of a page of /connections
 * @param readRate pages that one user may ask for
 * @param readsAtOnce pages of one user that may be under way
 * @param documents whether the OpenAPI and AsyncAPI documents are served under /docs/
 */
@ConfigurationProperties(prefix = "chatter.web", ignoreUnknownFields = false)
public record WebProperties(
        Set<String> allowedOrigins,
        DataSize bodyLimit,
        int pageLimit,
        Rate readRate,
        int readsAtOnce,
        boolean documents) {

    /** Normalizes the origins; throws if a value is out of bounds. */
    public WebProperties {
        var limits = Limits.of("chatter.web");
        var normalized = new TreeSet<String>();
        for (var origin : allowedOrigins) {
            var form = AllowedOrigins.normalize(origin);
            limits.require(
                    form.isPresent() || origin.isBlank(),
                    "allowed-origins (ALLOWED_ORIGINS) must be origins such as"
                        + " https://site.example, each a scheme, a host and perhaps a port; this is"
                        + " none: "
                            + origin);
            form.ifPresent(normalized::add);
        }
        allowedOrigins = Set.copyOf(normalized);
        limits.atLeast(DataSize.ofBytes(1), "body-limit", bodyLimit)
                .atLeast(1, "page-limit", pageLimit)
                .atLeast(1, "reads-at-once", readsAtOnce);
    }

    /** Returns true if pages of the origin may call. */
    public boolean allows(@Nullable String origin) {
        return origin != null && this.allowedOrigins.contains(origin);
    }
}
