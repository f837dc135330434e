package net.emotives.chatter.operations;

import ch.qos.logback.classic.Logger;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.core.io.ClassPathResource;
import org.springframework.mock.env.MockEnvironment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.stream.Stream;

/**
 * The settings as the service reads them, from {@code application.yaml} and the variables given.
 */
final class MailSettings {

    static final String ADDRESS = "chatter@example.org";
    static final String PASSWORD = "secret word";

    private MailSettings() {}

    /** The settings with variables and keys such as {@code EMAIL_FROM=a@example.org}. */
    static MailProperties with(String... variables) {
        var environment = new MockEnvironment();
        try {
            new YamlPropertySourceLoader()
                    .load("reference", new ClassPathResource("application.yaml"))
                    .forEach(environment.getPropertySources()::addLast);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        TestPropertyValues.of(variables).applyTo(environment);
        return Binder.get(environment).bind("chatter.mail", MailProperties.class).get();
    }

    /** The same, with an address and a password. */
    static MailProperties enabled(String... variables) {
        return with(
                Stream.concat(
                                Stream.of("EMAIL_FROM=" + ADDRESS, "EMAIL_PASSWORD=" + PASSWORD),
                                Stream.of(variables))
                        .toArray(String[]::new));
    }

    /**
     * Returns an appender that mails the events of a logger to a server on this machine, with a
     * certificate to trust.
     */
    static ErrorMail mail(MailCertificate trusted, int port, Logger root, String... variables)
            throws GeneralSecurityException {
        var all =
                Stream.concat(
                        Stream.of("EMAIL_HOST=localhost", "EMAIL_PORT=" + port),
                        Stream.of(variables));
        return new ErrorMail(enabled(all.toArray(String[]::new)), trusted.trusting(), root);
    }
}
