package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.identity.Identity;
import net.emotives.chatter.identity.NotAuthorised;
import net.emotives.chatter.identity.ServiceRates;
import net.emotives.chatter.identity.ServiceSecret;
import net.emotives.chatter.protocol.ClientAddresses;
import net.emotives.chatter.users.Users;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.filter.UrlHandlerFilter;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may ask what of the native protocol: users by the bearer of uacl, services by their secret,
 * sockets by a token.
 */
@Configuration(proxyBeanMethods = false)
class ChatterSecurityConfiguration {

    private static final String[] OF_USERS = {"/ws_token", "/connections", "/messages"};

    private static final String[] READS = {"/connections", "/messages"};

    private static final String[] OF_SERVICES = {
        "/user", "/user/suspend", "/user/readmit", "/user/disconnect"
    };

    private static final Set<String> WITH_CREDENTIALS =
            Stream.of(Stream.of(OF_USERS), Stream.of(OF_SERVICES), Stream.of("/ws"))
                    .flatMap(paths -> paths)
                    .collect(Collectors.toUnmodifiableSet());

    @Bean
    SecurityFilterChain chatterSecurity(
            HttpSecurity http,
            Identity identity,
            Users users,
            ServiceSecret secret,
            ServiceRates rates,
            ClientAddresses addresses,
            WebProperties properties,
            ChatterAnswers answers) {
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
                                // Whoever may read it asks with CORS; nobody else embeds it.
                                .crossOriginResourcePolicy(policy ->
                                        policy.policy(
                                                CrossOriginResourcePolicyHeaderWriter
                                                        .CrossOriginResourcePolicy.SAME_ORIGIN)))
                .addFilterBefore(
                        new AddressFilter(addresses, answers, WITH_CREDENTIALS),
                        ExceptionTranslationFilter.class)
                .addFilterBefore(
                        new BearerFilter(identity, users, answers, OF_USERS),
                        AuthorizationFilter.class)
                .addFilterBefore(
                        new UserReadsFilter(properties, answers, READS), AuthorizationFilter.class)
                .addFilterAfter(
                        new ServiceRateFilter(rates, answers, OF_SERVICES),
                        AuthorizationFilter.class)
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OF_USERS)
                                .authenticated()
                                .requestMatchers(HttpMethod.POST, OF_SERVICES)
                                .access((_, context) ->
                                        new AuthorizationDecision(
                                                secret.matches(
                                                        context.getRequest()
                                                                .getHeader(
                                                                        HttpHeaders
                                                                                .AUTHORIZATION))))
                                .anyRequest()
                                .permitAll())
                .exceptionHandling(refused ->
                        refused.authenticationEntryPoint(
                                (_, response, _) -> refuse(response, answers)))
                .build();
    }

    private static void refuse(HttpServletResponse response, ChatterAnswers answers)
            throws IOException {
        answers.write(
                ChatterErrors.answer(new NotAuthorised()), new ServletServerHttpResponse(response));
    }

    /** {@code /messages/} is {@code /messages}, before anybody looks at the path. */
    @Bean
    FilterRegistrationBean<UrlHandlerFilter> trailingSlashes() {
        var filter =
                new FilterRegistrationBean<>(
                        UrlHandlerFilter.trailingSlashHandler("/**").wrapRequest().build());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }
}
