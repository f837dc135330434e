package net.emotives.chatter.operations;

import ch.qos.logback.classic.LoggerContext;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import javax.net.ssl.SSLSocketFactory;

/** Attaches the mail of errors. No check at the start and no health asks the mail server. */
@Configuration(proxyBeanMethods = false)
class MailConfiguration {

    @Bean(initMethod = "start", destroyMethod = "stop")
    ErrorMail errorMail(MailProperties properties) {
        var sockets = (SSLSocketFactory) SSLSocketFactory.getDefault();
        var logging = (LoggerContext) LoggerFactory.getILoggerFactory();
        return new ErrorMail(properties, sockets, logging.getLogger(Logger.ROOT_LOGGER_NAME));
    }
}
