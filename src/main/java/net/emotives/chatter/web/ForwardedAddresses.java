package net.emotives.chatter.web;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;

/** Puts {@link ForwardedAddressValve} before the container's own valve for such headers. */
@Component
class ForwardedAddresses
        implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory>, Ordered {

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addEngineValves(new ForwardedAddressValve());
    }

    /** Before Spring Boot's, which adds the valve that reads the addresses. */
    @Override
    public int getOrder() {
        return -1;
    }
}
