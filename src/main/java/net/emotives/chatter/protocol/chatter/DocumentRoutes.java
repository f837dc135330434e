package net.emotives.chatter.protocol.chatter;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Serves the OpenAPI and AsyncAPI documents of this version to anyone, where a setting says so. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("chatter.web.documents")
class DocumentRoutes {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");

    @Bean
    RouterFunction<ServerResponse> documents() {
        return RouterFunctions.route()
                .GET("/docs/openapi.yaml", _ -> document("openapi.yaml"))
                .GET("/docs/asyncapi.yaml", _ -> document("asyncapi.yaml"))
                .GET("/docs/asyncapi/{file}.yaml", DocumentRoutes::part)
                .build();
    }

    private static ServerResponse part(ServerRequest request) {
        return document("asyncapi/" + request.pathVariable("file") + ".yaml");
    }

    private static ServerResponse document(String name) {
        var document = new ClassPathResource(name);
        return document.exists()
                ? ServerResponse.ok()
                        .contentType(YAML)
                        .cacheControl(CacheControl.noCache())
                        .body(document)
                : ServerResponse.notFound().build();
    }
}
