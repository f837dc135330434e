package net.emotives.chatter.notifications;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * The client of notif; its address and time-outs stand under {@code
 * spring.http.serviceclient.notif}.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "notif", types = NotifClient.class)
class NotificationsConfiguration {}
