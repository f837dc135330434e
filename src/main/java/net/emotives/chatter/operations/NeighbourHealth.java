package net.emotives.chatter.operations;

import net.emotives.chatter.identity.Identity;
import net.emotives.chatter.kernel.Contact;
import net.emotives.chatter.notifications.Notifications;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Shows beside the health of this service what its calls have shown of the neighbours lately; none
 * is made for it.
 *
 * <p>A neighbour that is away has a status that Spring Boot's order of them does not name, and so
 * leaves out of the whole: chat goes on without it.
 */
@Configuration(proxyBeanMethods = false)
class NeighbourHealth {

    private static final Status AWAY = new Status("AWAY");

    @Bean
    HealthIndicator uaclHealthIndicator(Identity identity) {
        return () -> health(identity.uacl());
    }

    @Bean
    HealthIndicator notifHealthIndicator(Notifications notifications) {
        return () -> health(notifications.notif());
    }

    private static Health health(Contact contact) {
        var health = contact.isAway() ? Health.status(AWAY) : Health.up();
        var answered = contact.lastAnswer();
        if (answered != null) {
            health.withDetail("lastAnswer", answered);
        }
        var failure = contact.lastFailure();
        if (failure != null) {
            health.withDetail("lastFailure", failure.at()).withDetail("because", failure.why());
        }
        return health.build();
    }
}
