package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.identity.Identity;
import net.emotives.chatter.identity.NotAuthorised;
import net.emotives.chatter.identity.ServiceSecret;
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
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.web.filter.UrlHandlerFilter;

import java.io.IOException;

/**
 * Who may ask what of the native protocol: users by the bearer of uacl, services by their secret,
 * sockets by a token.
 */
@Configuration(proxyBeanMethods = false)
class ChatterSecurityConfiguration {

    private static final String[] OF_USERS = {"/ws_token", "/connections", "/messages"};

    private static final String[] OF_SERVICES = {
        "/user", "/user/suspend", "/user/readmit", "/user/disconnect"
    };

    @Bean
    SecurityFilterChain chatterSecurity(
            HttpSecurity http,
            Identity identity,
            Users users,
            ServiceSecret secret,
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
                                                HttpHeaders.CACHE_CONTROL, "no-cache")))
                .addFilterBefore(
                        new BearerFilter(identity, users, answers, OF_USERS),
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
