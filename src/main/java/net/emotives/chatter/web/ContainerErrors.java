package net.emotives.chatter.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import java.util.Objects;

/** Adds {@link ContainerErrorValve} to the container. */
@Component
class ContainerErrors implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private final ErrorRoutes routes;

    ContainerErrors(ErrorRoutes routes) {
        this.routes = routes;
    }

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(context ->
                Objects.requireNonNull(context.getParent())
                        .getPipeline()
                        .addValve(new ContainerErrorValve(this.routes)));
    }
}
