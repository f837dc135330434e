package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.StringUtils;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** The mail of errors against a real mail server, good and bad. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ErrorMailIntegrationTests {

    private static final String FAILED = "Errors cannot be mailed";

    /** Longer than any machine takes for the last mail, and than any end may take without one. */
    private static final String LONG_FAREWELL = "chatter.mail.farewell=40s";

    private static MailCertificate certificate;
    private static MailCertificate ofAnotherName;

    private final Logs logs = new Logs();

    @BeforeAll
    static void makeCertificates(@TempDir Path folder) throws Exception {
        certificate = MailCertificate.of("localhost", folder);
        ofAnotherName = MailCertificate.of("mail.example.org", folder);
    }

    @Test
    void mailsFromAndToTheAddressOverAnEncryptedConnection() throws Exception {
        try (var server = MailServer.with(certificate);
                var mail = mail(certificate, server.port(), "EMAIL_LEVEL=PROD")) {
            mail.start();
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
            assertThat(arrived.message().getSubject()).isEqualTo("PROD - chatter");
            assertThat(arrived.message().getHeader("Auto-Submitted"))
                    .containsExactly("auto-generated");
            assertThat(arrived.message().getSentDate()).isEqualTo("2026-11-20T23:56:48Z");
            assertThat((String) arrived.message().getContent())
                    .contains("ERROR net.emotives.chatter.Somewhere")
                    .contains("Es ging schief – und zwar hier");
        }
    }

    @Test
    void letsNoLoggedTextBecomeAHeader() throws Exception {
        try (var server = MailServer.with(certificate);
                var mail = mail(certificate, server.port())) {
            mail.start();
            this.logs.error("Bad\r\nBcc: thief@example.org\r\n\r\n.\r\nQUIT\r\n");
            await().until(() -> server.mails().size() == 1);
            var message = server.mails().getFirst().message();
            assertThat(message.getSubject()).isEqualTo("chatter");
            assertThat(Collections.list(message.getAllHeaders()))
                    .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                    .doesNotContain("bcc");
            assertThat(message.getRecipients(Message.RecipientType.BCC)).isNull();
            assertThat((String) message.getContent()).contains("Bcc: thief@example.org", "QUIT");
        }
    }

    @Test
    void mailsLinesOfAnyLength() throws Exception {
        try (var server = MailServer.with(certificate);
                var mail = mail(certificate, server.port())) {
            mail.start();
            this.logs.error("x".repeat(3_000));
            await().until(() -> server.mails().size() == 1);
            assertThat((String) server.mails().getFirst().message().getContent())
                    .contains("x".repeat(3_000));
        }
    }

    @Test
    void sendsNothingToAServerThatNobodyVouchesFor(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(certificate);
                var mail = mail(ofAnotherName, server.port())) {
            mail.start();
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertNothingToldTo(server);
        }
    }

    @Test
    void sendsNothingToAServerOfAnotherName(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(ofAnotherName);
                var mail = mail(ofAnotherName, server.port())) {
            mail.start();
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertNothingToldTo(server);
        }
    }

    @Test
    void sendsNothingInTheClear(CapturedOutput output) throws Exception {
        try (var server = MailServer.inTheClear();
                var mail = mail(certificate, server.port())) {
            mail.start();
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertNothingToldTo(server);
        }
    }

    @Test
    void outlivesAServerThatRefusesThePassword(CapturedOutput output) throws Exception {
        try (var server = MailServer.with(certificate);
                var mail =
                        mail(
                                certificate,
                                server.port(),
                                "chatter.mail.interval=100ms",
                                // More than are made before the password is taken.
                                "chatter.mail.tries=1000")) {
            server.refuseLogins(true);
            mail.start();
            logsAtOnce();
            await().until(() -> server.logins().size() >= 3);
            assertThat(server.mails()).isEmpty();
            server.refuseLogins(false);
            await().until(() -> server.mails().size() == 1);
            assertThat(output.getOut())
                    .containsOnlyOnce(FAILED)
                    .doesNotContain(MailSettings.PASSWORD);
            assertThat((String) server.mails().getFirst().message().getContent())
                    .contains("Events: 50.");
        }
    }

    @Test
    void outlivesADeadServer(CapturedOutput output) throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (var mail = mail(certificate, port, "chatter.mail.interval=50ms", LONG_FAREWELL)) {
            mail.start();
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            await().during(Duration.ofMillis(500))
                    .until(() -> StringUtils.countOccurrencesOf(output.getOut(), FAILED) == 1);
            assertEndsWithin(mail, Duration.ofSeconds(20));
        }
    }

    @Test
    void outlivesAServerThatTakesTheConnectionAndIsSilent(CapturedOutput output) throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var mail =
                        mail(
                                certificate,
                                socket.getLocalPort(),
                                "chatter.mail.timeout=2s",
                                LONG_FAREWELL)) {
            mail.start();
            logsAtOnce();
            await().until(() -> output.getOut().contains(FAILED));
            assertEndsWithin(mail, Duration.ofSeconds(20));
        }
    }

    @Test
    void endsInTimeWhileAServerIsSilent() throws Exception {
        try (var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                var mail = mail(certificate, socket.getLocalPort(), "chatter.mail.timeout=30s")) {
            mail.start();
            logsAtOnce();
            try (var accepted = socket.accept()) {
                assertThat(accepted.isConnected()).isTrue();
                assertEndsWithin(mail, Duration.ofSeconds(20));
            }
        }
    }

    @Test
    void sendsWhatStillWaitsAtTheEnd() throws Exception {
        try (var server = MailServer.with(certificate)) {
            try (var mail =
                    mail(certificate, server.port(), "chatter.mail.burst=1", LONG_FAREWELL)) {
                mail.start();
                this.logs.error("the first");
                await().until(() -> server.mails().size() == 1);
                this.logs.error("the last words");
            }
            assertThat(server.mails()).hasSize(2);
            assertThat((String) server.mails().getLast().message().getContent())
                    .contains("the last words");
        }
    }

    @Test
    void connectsToNothingWithoutAddressOrPassword() throws Exception {
        try (var server = MailServer.with(certificate)) {
            for (String variable : List.of("EMAIL_FROM", "EMAIL_PASSWORD")) {
                try (var mail = mail(certificate, server.port(), variable + "=")) {
                    mail.start();
                    this.logs.error("It broke");
                }
            }
            assertThat(server.connections()).isZero();
        }
    }

    private ErrorMail mail(MailCertificate trusted, int port, String... variables)
            throws GeneralSecurityException {
        var all = new ArrayList<>(List.of(variables));
        all.add("EMAIL_HOST=localhost");
        all.add("EMAIL_PORT=" + port);
        var properties = MailSettings.enabled(all.toArray(String[]::new));
        var clock = Clock.fixed(Instant.parse("2026-11-20T23:56:48Z"), ZoneOffset.UTC);
        var sender = new ErrorMailSender(properties, trusted.trusting(), clock);
        return new ErrorMail(properties, sender::send, this.logs.root());
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

    private static void assertEndsWithin(ErrorMail mail, Duration most) {
        long before = System.nanoTime();
        mail.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(most);
    }
}
