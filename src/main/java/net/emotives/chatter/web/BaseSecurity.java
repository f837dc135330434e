package net.emotives.chatter.web;

import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/** Settings of the security chains of all adapters: no sessions, and the same headers. */
public final class BaseSecurity {

    private BaseSecurity() {}

    /** Applies it to a chain, to which the adapter adds its matcher, filters and rules. */
    public static HttpSecurity apply(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers ->
                        headers.cacheControl(cache -> cache.disable())
                                .addHeaderWriter(
                                        new StaticHeadersWriter(
                                                HttpHeaders.CACHE_CONTROL, "no-cache"))
                                // A token stands in an address: no page tells it another.
                                .referrerPolicy(policy ->
                                        policy.policy(
                                                ReferrerPolicyHeaderWriter.ReferrerPolicy
                                                        .NO_REFERRER))
                                // Pages of allowed origins read it with CORS; no other embeds it.
                                .crossOriginResourcePolicy(policy ->
                                        policy.policy(
                                                CrossOriginResourcePolicyHeaderWriter
                                                        .CrossOriginResourcePolicy.SAME_ORIGIN)));
    }
}
