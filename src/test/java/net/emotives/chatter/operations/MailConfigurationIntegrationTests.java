package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import java.nio.file.Path;

/** The mail of errors as the service assembles it, from the variables of the contract. */
@ExtendWith(OutputCaptureExtension.class)
class MailConfigurationIntegrationTests {

    private final ApplicationContextRunner service =
            new ApplicationContextRunner()
                    .withInitializer(new ConfigDataApplicationContextInitializer())
                    .withUserConfiguration(Mail.class);

    @Test
    void attachesToAllLoggersWhileTheServiceRuns() {
        this.service
                .withPropertyValues("EMAIL_FROM=chatter@example.org", "EMAIL_PASSWORD=secret")
                .run(_ -> assertThat(root().getAppender("error-mail")).isNotNull());
        assertThat(root().getAppender("error-mail")).isNull();
    }

    @Test
    void attachesNothingWithoutAddressOrPassword() {
        this.service
                .withPropertyValues("EMAIL_FROM=chatter@example.org")
                .run(_ -> assertThat(root().getAppender("error-mail")).isNull());
        this.service
                .withPropertyValues("EMAIL_PASSWORD=secret")
                .run(_ -> assertThat(root().getAppender("error-mail")).isNull());
    }

    @Test
    void refusesToStartWithAnAddressThatIsNone() {
        this.service
                .withPropertyValues("EMAIL_FROM=nobody", "EMAIL_PASSWORD=secret")
                .run(context ->
                        assertThat(context)
                                .getFailure()
                                .rootCause()
                                .hasMessageStartingWith("chatter.mail.from (EMAIL_FROM)"));
    }

    @Test
    void believesOnlyServersThatTheJvmTrusts(@TempDir Path folder, CapturedOutput output)
            throws Exception {
        try (var server = MailServer.with(MailCertificate.of("localhost", folder))) {
            this.service
                    .withPropertyValues(
                            "EMAIL_FROM=chatter@example.org",
                            "EMAIL_PASSWORD=secret",
                            "EMAIL_HOST=localhost",
                            "EMAIL_PORT=" + server.port())
                    .run(_ -> {
                        root().error("It broke");
                        await().until(() -> output.getOut().contains("Errors cannot be mailed"));
                    });
            assertThat(server.connections()).isEqualTo(1);
            assertThat(server.logins()).isEmpty();
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MailProperties.class)
    @Import(MailConfiguration.class)
    static class Mail {}
}
