package net.emotives.chatter.identity;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.service.registry.ImportHttpServices;

/**
 * The client of uacl; its address and time-outs stand under {@code spring.http.serviceclient.uacl}.
 */
@Configuration(proxyBeanMethods = false)
@ImportHttpServices(group = "uacl", types = UaclClient.class)
class IdentityConfiguration {}
