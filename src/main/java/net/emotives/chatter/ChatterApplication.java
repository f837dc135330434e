package net.emotives.chatter;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

import java.net.http.HttpClient;
import java.time.Clock;

/** Starts chatter: a chat service over raw WebSockets that keeps everything in PostgreSQL. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
@EnableScheduling
public class ChatterApplication {

    /** Starts the service with the settings of the environment; see {@code application.yaml}. */
    public static void main(String[] arguments) {
        SpringApplication.run(ChatterApplication.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

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
