package net.emotives.chatter.notifications;

import net.emotives.chatter.outbox.Relay;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.support.RestClientHttpServiceGroupConfigurer;
import org.springframework.web.service.registry.ImportHttpServices;

import java.time.Clock;

/**
 * The client of notif; its address and time-outs stand under {@code
 * spring.http.serviceclient.notif}.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "notif", types = NotifClient.class)
class NotificationsConfiguration {

    @Bean
    RestClientHttpServiceGroupConfigurer notifRedirects(NotificationsProperties properties) {
        var redirects = new SameServerRedirects(properties.redirectLimit());
        return groups ->
                groups.filterByName("notif")
                        .forEachClient((_, client) -> client.requestInterceptor(redirects));
    }

    @Bean
    Relay<NotificationEntry> notificationRelay(
            NotifDestination notif, NotificationsProperties properties, Clock clock) {
        return new Relay<>("outbox-relay", notif, properties.relay(), clock);
    }
}
