package net.emotives.chatter.dev;

import static org.springframework.core.Ordered.HIGHEST_PRECEDENCE;

import net.emotives.chatter.testing.AsyncApi;
import net.emotives.chatter.testing.OpenApi;

import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.RequestCacheConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Shows the AsyncAPI document beside the try-out, and serves it and the OpenAPI document as one
 * JSON file each; their YAML files are served by the service itself ({@code
 * chatter.web.documents}). Bears no stereotype, so that only a context that names it has it.
 */
class DocsPage {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    @Bean
    @Order(HIGHEST_PRECEDENCE)
    static SecurityFilterChain docsPageSecurity(HttpSecurity http) {
        return http.securityMatcher("/docs", "/docs/**")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(RequestCacheConfigurer::disable)
                .csrf(CsrfConfigurer::disable)
                .headers(headers ->
                        headers.contentSecurityPolicy(csp -> csp.policyDirectives(POLICY)))
                .build();
    }

    @Bean
    static RouterFunction<ServerResponse> docsPageRoutes() {
        var document = AsyncApi.document().toString();
        var http = OpenApi.document().toString();
        var page = new ClassPathResource("docs/index.html");
        return RouterFunctions.route()
                .GET("/docs", _ -> answer(HTML, page))
                .GET("/docs/", _ -> answer(HTML, page))
                .GET("/docs/asyncapi.json", _ -> answer(MediaType.APPLICATION_JSON, document))
                .GET("/docs/openapi.json", _ -> answer(MediaType.APPLICATION_JSON, http))
                .resources(
                        "/docs/**",
                        new ClassPathResource("docs/"),
                        (_, headers) -> headers.setCacheControl(CacheControl.noCache()))
                .build();
    }

    private static ServerResponse answer(MediaType type, Object body) {
        return ServerResponse.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .body(body);
    }
}
