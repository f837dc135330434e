package net.emotives.chatter.identity;

import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

import java.net.http.HttpClient;

/**
 * The client of uacl; its address and time-outs stand under {@code spring.http.serviceclient.uacl}.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "uacl", types = UaclClient.class)
class IdentityConfiguration {

    /**
     * Neighbours are asked in HTTP/1.1: the JDK's attempt to upgrade a clear connection loses
     * bodies with some servers. Nothing is compressed: an answer that is cut off while it is
     * unpacked would fail as no answer does.
     */
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> plainHttp() {
        return builder ->
                builder.withHttpClientCustomizer(
                                client -> client.version(HttpClient.Version.HTTP_1_1))
                        .withCustomizer(requests -> requests.enableCompression(false));
    }
}
