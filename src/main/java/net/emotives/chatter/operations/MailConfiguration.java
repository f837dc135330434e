package net.emotives.chatter.operations;

import ch.qos.logback.classic.LoggerContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import java.time.Clock;

import javax.net.ssl.SSLSocketFactory;

/**
 * Attaches the mail of errors. The sender is no bean of its own, so that Boot neither checks it at
 * start nor asks the mail server for the health of this service.
 */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean(initMethod = "start", destroyMethod = "close")
    ErrorMail errorMail(MailProperties properties) {
        var sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var sender = new ErrorMailSender(properties, sockets, Clock.systemUTC());
        var logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new ErrorMail(properties, sender::send, logging.getLogger(Logger.ROOT_LOGGER_NAME));
    }
}
