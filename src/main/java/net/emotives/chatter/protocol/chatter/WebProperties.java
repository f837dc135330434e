package net.emotives.chatter.protocol.chatter;

import net.emotives.chatter.kernel.Limits;
import net.emotives.chatter.kernel.Rate;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.util.Set;

/**
 * @param allowedOrigins origins that browsers may call from, to the letter
 * @param bodyLimit bytes of a request's body
 * @param pageLimit users of a page of /connections
 * @param readRate pages that one user may ask for
 * @param readsAtOnce pages of one user that may be under way
 * @param documents whether the OpenAPI and AsyncAPI documents are served under /docs/
 */
@ConfigurationProperties(prefix = "chatter.web", ignoreUnknownFields = false)
record WebProperties(
        Set<String> allowedOrigins,
        DataSize bodyLimit,
        int pageLimit,
        Rate readRate,
        int readsAtOnce,
        boolean documents) {

    WebProperties {
        Limits.of("chatter.web")
                .atLeast(DataSize.ofBytes(1), "body-limit", bodyLimit)
                .atLeast(1, "page-limit", pageLimit)
                .atLeast(1, "reads-at-once", readsAtOnce);
    }

    boolean allows(@Nullable String origin) {
        return origin != null && this.allowedOrigins.contains(origin);
    }
}
