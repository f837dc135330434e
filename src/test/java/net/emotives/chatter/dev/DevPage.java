package net.emotives.chatter.dev;

import static org.springframework.core.Ordered.HIGHEST_PRECEDENCE;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Serves the page of the try-out beside chatter. Bears no stereotype, so that only who names it
 * gets it.
 */
class DevPage {

    /**
     * What the page must know; an address is missing where a real neighbour is used. It asks for
     * what nobody tells it every so many milliseconds.
     */
    private record Config(@Nullable String uacl, @Nullable String notif, int every) {}

    @Bean
    @Order(HIGHEST_PRECEDENCE)
    static SecurityFilterChain devPageSecurity(HttpSecurity http, Environment environment) {
        return http.securityMatcher("/", "/messenger", "/dev/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(RequestCacheConfigurer::disable)
                .csrf(CsrfConfigurer::disable)
                .headers(headers ->
                        headers.contentSecurityPolicy(
                                csp -> csp.policyDirectives(policy(environment))))
                .build();
    }

    @Bean
    static RouterFunction<ServerResponse> devPageRoutes(Environment environment) {
        var page = new ClassPathResource("dev/index.html");
        var config =
                new Config(
                        environment.getProperty("dev.uacl"),
                        environment.getProperty("dev.notif"),
                        environment.getProperty("dev.every", Integer.class, 3_000));
        return RouterFunctions.route()
                .GET("/", request -> page(page))
                .GET("/messenger", request -> page(page))
                .GET("/dev/config.json", request -> ServerResponse.ok().body(config))
                .resources(
                        "/dev/**",
                        new ClassPathResource("dev/"),
                        (resource, headers) -> headers.setCacheControl(CacheControl.noCache()))
                .build();
    }

    @Bean
    static ApplicationListener<ApplicationReadyEvent> devPageAddress(Environment environment) {
        return ready -> System.out.println(welcome(environment));
    }

    private static ServerResponse page(ClassPathResource page) {
        return ServerResponse.ok()
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .cacheControl(CacheControl.noCache())
                .body(page);
    }

    private static String policy(Environment environment) {
        return ("default-src 'none'; script-src 'self'; style-src 'self'; img-src * data:;"
                        + " connect-src 'self' %s %s; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors 'none'")
                .formatted(
                        environment.getProperty("dev.uacl", ""),
                        environment.getProperty("dev.notif", ""));
    }

    private static String welcome(Environment environment) {
        return """

          Chatter is ready to be tried: http://localhost:%s/

            who people are   %s
            notifications    %s
            messages         %s
            to stop          Ctrl+C; what was said stays in .chatter-dev
        """
                .formatted(
                        environment.getProperty("local.server.port"),
                        environment.getProperty("VERIFICATION_URL"),
                        environment.getProperty("NOTIFICATION_URL"),
                        environment
                                .getProperty("DATABASE_URL", "")
                                .replaceFirst("//[^@/]*@", "//"));
    }
}
