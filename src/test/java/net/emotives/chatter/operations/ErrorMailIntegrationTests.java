package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;

import jakarta.mail.Message;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The mail of errors against a real mail server, good and bad. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ErrorMailIntegrationTests {

    private static final String FAILED = "Errors cannot be mailed";

    private static MailCertificate certificate;
    private static MailCertificate ofAnotherName;

    private final Logs logs = new Logs();
    private ErrorMail mail;

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        certificate = MailCertificate.of("localhost", folder);
        ofAnotherName = MailCertificate.of("mail.example.org", folder);
    }

    @BeforeEach
    void prepare() throws Exception {
        this.mail = MailSettings.mail(certificate, 1, this.logs.root());
    }

    @AfterEach
    void stop() {
        this.mail.stop();
        await().until(() -> !this.mail.isSending());
    }

    @Test
    void mailsFromAndToTheAddressOverAnEncryptedConnection() throws Exception {
        try (var server = MailServer.with(certificate)) {
            start(certificate, server.port(), "EMAIL_LEVEL=PROD (50% \\n)");
            this.logs.error("Es ging schief – und zwar hier");
            await().until(() -> server.mails().size() == 1);
            var arrived = server.mails().getFirst();
            assertThat(arrived.from()).isEqualTo(MailSettings.ADDRESS);
            assertThat(arrived.to()).isEqualTo(MailSettings.ADDRESS);
            assertThat(arrived.encrypted()).isTrue();
            assertThat(server.logins())
                    .containsExactly(MailSettings.ADDRESS + ":" + MailSettings.PASSWORD);
            assertThat(arrived.message().getHeader("From")).containsExactly(MailSettings.ADDRESS);
            assertThat(arrived.message().getHeader("To")).containsExactly(MailSettings.ADDRESS);
            assertThat(arrived.message().getSubject()).isEqualTo("PROD (50% \\n) - chatter");
            assertThat(arrived.message().getHeader("Auto-Submitted"))
                    .containsExactly("auto-generated");
            assertThat(arrived.message().getSentDate().toInstant())
                    .isCloseTo(Instant.now(), within(2, ChronoUnit.MINUTES));
            assertThat(arrived.text())
                    .contains("ERROR net.emotives.chatter.Somewhere")
                    .contains("Es ging schief – und zwar hier");
        }
    }

    @Test
    void mailsToAnAddressWithSignsOfPatterns() throws Exception {
        try (var server = MailServer.with(certificate)) {
            start(certificate, server.port(), "EMAIL_FROM=a%message@example.org");
            this.logs.error("It broke");
            await().until(() -> server.mails().size() == 1);
            assertThat(server.mails().getFirst().to()).isEqualTo("a%message@example.org");
        }
    }

    @Test
    void letsNoLoggedTextBecomeAHeader() throws Exception {
        try (var server = MailServer.with(certificate)) {
            start(certificate, server.port());
            this.logs.error("Bad\r\nBcc: thief@example.org\r\n\r\n.\r\nQUIT\r\n");
            await().until(() -> server.mails().size() == 1);
            var message = server.mails().getFirst().message();
            assertThat(message.getSubject()).isEqualTo("chatter");
            assertThat(Collections.list(message.getAllHeaders()))
                    .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                    .doesNotContain("bcc");
            assertThat(message.getRecipients(Message.RecipientType.BCC)).isNull();
            assertThat(server.mails().getFirst().text()).contains("Bcc: thief@example.org", "QUIT");
        }
    }

    @Test
    void sendsNothingToAServerThatNobodyVouchesFor(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(certificate)) {
            start(ofAnotherName, server.port());
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertNothingToldTo(server);
        }
    }

    @Test
    void sendsNothingToAServerOfAnotherName(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(ofAnotherName)) {
            start(ofAnotherName, server.port());
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertNothingToldTo(server);
        }
    }

    @Test
    void sendsNothingInTheClear(CapturedOutput output) throws Exception {
        try (var server = MailServer.inTheClear()) {
            start(certificate, server.port());
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertNothingToldTo(server);
        }
    }

    @Test
    void tellsOnceThatMailsFailAndOnceThatTheyGoAgain(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(certificate)) {
            start(certificate, server.port(), "chatter.mail.interval=1ms");
            server.refuseLogins(true);
            for (int i = 1; i <= 3; i++) {
                this.logs.error("lost " + i);
                await().until(() -> !this.mail.isSending());
            }
            assertThat(server.logins()).hasSize(3);
            assertThat(server.mails()).isEmpty();
            server.refuseLogins(false);
            for (int i = 1; i <= 2; i++) {
                this.logs.error("mailed " + i);
                await().until(() -> !this.mail.isSending());
            }
            assertThat(server.mails())
                    .hasSize(2)
                    .last()
                    .extracting(MailServer.Mail::text)
                    .asString()
                    .startsWith("Events: 1. Not mailed since the start: 3.\n");
            assertThat(output.getOut())
                    .containsOnlyOnce(FAILED)
                    .containsOnlyOnce("Errors are mailed again")
                    .doesNotContain(MailSettings.PASSWORD);
        }
    }

    @Test
    void mailsNothingAboutMails(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(certificate)) {
            var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            start(
                    MailSettings.mail(
                            certificate,
                            server.port(),
                            root,
                            "EMAIL_LEVEL=WARN",
                            "chatter.mail.interval=1ms"));
            server.refuseLogins(true);
            root.error("It broke");
            await().until(() -> !this.mail.isSending());
            assertThat(output.getOut()).contains(FAILED);
            assertThat(server.connections()).isEqualTo(1);
            server.refuseLogins(false);
            root.error("It broke again");
            await().until(() -> server.mails().size() == 1);
            assertThat(server.mails().getFirst().text())
                    .contains("It broke again")
                    .doesNotContain(FAILED);
        }
    }

    @Test
    void outlivesADeadServer(CapturedOutput output) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        start(certificate, port);
        logsAtOnce();
        await().until(() -> output.getOut().contains(FAILED));
    }

    @Test
    void givesUpAServerThatTakesTheConnectionAndIsSilent(CapturedOutput output) throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(certificate, socket.getLocalPort(), "chatter.mail.timeout=1s");
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
        }
    }

    @Test
    void doesNotKeepTheServiceFromEndingWhileAServerIsSilent() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(certificate, socket.getLocalPort(), "chatter.mail.timeout=1h");
            logsAtOnce();
            try (var accepted = socket.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                this.mail.stop();
                assertThat(this.mail.isSending()).isTrue();
                assertThat(this.logs.root().getAppender("error-mail")).isNull();
                assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.getName().startsWith("logback-"))
                        .isNotEmpty()
                        .allMatch(Thread::isDaemon);
            }
        }
    }

    @Test
    void connectsToNothingWithoutAddressOrPassword() throws Exception {
        try (var server = MailServer.with(certificate)) {
            for (String variable : List.of("EMAIL_FROM", "EMAIL_PASSWORD")) {
                start(certificate, server.port(), variable + "=");
                assertThat(this.logs.root().getAppender("error-mail")).isNull();
                this.logs.error("It broke");
                assertThat(this.mail.isSending()).isFalse();
            }
            assertThat(server.connections()).isZero();
        }
    }

    private void start(MailCertificate trusted, int port, String... variables)
            throws GeneralSecurityException {
        start(MailSettings.mail(trusted, port, this.logs.root(), variables));
    }

    private void start(ErrorMail mail) {
        this.mail = mail;
        mail.start();
    }

    /** Fifty errors, none of which waits for the mail server. */
    private void logsAtOnce() {
        long before = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            this.logs.error("error " + i);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }

    private static void assertNothingToldTo(MailServer server) {
        assertThat(server.connections()).isPositive();
        assertThat(server.logins()).isEmpty();
        assertThat(server.mails()).isEmpty();
    }
}
