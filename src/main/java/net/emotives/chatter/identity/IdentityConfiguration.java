package net.emotives.chatter.identity;

import org.apache.hc.core5.util.TimeValue;
import org.springframework.boot.http.client.HttpComponentsClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * The client of uacl; its address and time-outs stand under {@code spring.http.serviceclient.uacl}.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "uacl", types = UaclClient.class)
class IdentityConfiguration {

    /** More than are ever used at once, since callers are limited before. */
    private static final int CONNECTIONS = 1000;

    /** After that a connection is looked at before it is used: the neighbour may have closed it. */
    private static final TimeValue FRESH = TimeValue.ofMilliseconds(500);

    /**
     * Nothing but the call itself: whether to try again is decided where it is known what that
     * means, nothing is kept of one call for the next, and nothing is compressed, as an answer that
     * is cut off while it is unpacked would fail as no answer does.
     */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<HttpComponentsClientHttpRequestFactoryBuilder>
            plainHttp() {
        return builder ->
                builder.withHttpClientCustomizer(client ->
                                client.disableAutomaticRetries()
                                        .disableCookieManagement()
                                        .disableAuthCaching()
                                        .disableContentCompression())
                        .withDefaultRequestConfigCustomizer(
                                request -> request.setProtocolUpgradeEnabled(false))
                        .withConnectionConfigCustomizer(
                                connection -> connection.setValidateAfterInactivity(FRESH))
                        .withConnectionManagerCustomizer(pool ->
                                pool.setMaxConnPerRoute(CONNECTIONS).setMaxConnTotal(CONNECTIONS));
    }
}
