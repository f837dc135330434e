package net.emotives.chatter.protocol.chatter;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

import java.util.Objects;

/** Has the container report its refusals through {@link EnvelopeReportValve}. */
@Component
class EnvelopeReports implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addContextCustomizers(context ->
                Objects.requireNonNull(context.getParent())
                        .getPipeline()
                        .addValve(new EnvelopeReportValve()));
    }
}
