package net.emotives.chatter.testing;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/** Gives the service neighbours, and the test a client. */
@TestConfiguration(proxyBeanMethods = false)
class ChatterTestConfiguration {

    @Bean
    Neighbours neighbours() {
        return new Neighbours();
    }

    @Bean
    Chatter chatter() {
        return new Chatter();
    }

    @Bean
    DynamicPropertyRegistrar neighbourhood(Neighbours neighbours) {
        return environment -> {
            environment.add("VERIFICATION_URL", neighbours::verificationUrl);
            environment.add("NOTIFICATION_URL", neighbours::notificationUrl);
            environment.add("NOTIFICATION_AUTH", () -> Neighbours.SECRET);
            environment.add("EMOTIVES_URL", () -> "http://site.example/");
        };
    }
}
