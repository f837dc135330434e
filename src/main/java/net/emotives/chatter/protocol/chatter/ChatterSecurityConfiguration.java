package net.emotives.chatter.protocol.chatter;

import jakarta.servlet.http.HttpServletResponse;

import net.emotives.chatter.identity.Identity;
import net.emotives.chatter.identity.NotAuthorised;
import net.emotives.chatter.identity.ServiceRates;
import net.emotives.chatter.identity.ServiceSecret;
import net.emotives.chatter.users.Users;
import net.emotives.chatter.web.BaseSecurity;
import net.emotives.chatter.web.ClientAddresses;
import net.emotives.chatter.web.WebProperties;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;

import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Security chain of the native protocol's paths: users show a bearer of uacl, services their
 * secret, sockets a token.
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
        return BaseSecurity.apply(http)
                .securityMatcher(WITH_CREDENTIALS.toArray(String[]::new))
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
}
