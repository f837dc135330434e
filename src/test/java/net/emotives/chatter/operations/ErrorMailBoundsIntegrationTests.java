package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadPoolExecutor;

/** Limits on mailed log events: selection, size and rate. */
@Timeout(120)
class ErrorMailBoundsIntegrationTests {

    private static MailCertificate certificate;

    private final Logs logs = new Logs();
    private MailServer server;
    private ErrorMail mail;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        certificate = MailCertificate.of("localhost", folder);
    }

    @BeforeEach
    void startServer() throws Exception {
        this.server = MailServer.with(certificate);
        this.mail = mail();
    }

    @AfterEach
    void stop() {
        this.mail.stop();
        this.server.close();
    }

    @Test
    void mailsAnErrorAtOnceWithAllThatIsKnownOfIt() throws Exception {
        start();
        this.logs
                .logger("net.emotives.chatter.Somewhere")
                .atError()
                .setCause(new IllegalStateException("outer", new RuntimeException("the cause")))
                .addKeyValue("error_id", "7f3a")
                .addKeyValue("nothing", (Object) null)
                .log("Failed to answer {}", "a request");
        awaitMails(1);
        assertThat(lastText())
                .startsWith("Events: 1. Not mailed since the start: 0.\n\n")
                .containsPattern(
                        "\n20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z ERROR"
                                + " net\\.emotives\\.chatter\\.Somewhere \\[")
                .contains("[" + Thread.currentThread().getName() + "]\n")
                .contains("\nFailed to answer a request\n")
                .contains("\nerror_id=7f3a nothing=null")
                .contains("\njava.lang.IllegalStateException: outer\n")
                .contains("\tat net.emotives.chatter.operations.ErrorMailBoundsIntegrationTests.")
                .contains("Caused by: java.lang.RuntimeException: the cause\n");
    }

    @Test
    void boundsTheTextOfAnError() throws Exception {
        start();
        this.logs
                .root()
                .atError()
                .setCause(new IllegalStateException("y".repeat(100_000)))
                .addKeyValue("error_id", "7f3a")
                .addKeyValue("long", "v".repeat(100_000))
                .log("x".repeat(100_000));
        awaitMails(1);
        assertThat(lastText())
                .hasSizeLessThan(17_000)
                .contains("x".repeat(3_000), "error_id=7f3a", "IllegalState");
    }

    @Test
    void mailsNoControlCharacters() throws Exception {
        start();
        this.logs.error("one\r\ntwo\rthree\u0000four\u001b[31m\tfive");
        awaitMails(1);
        assertThat(lastText()).contains("one\ntwo\uFFFDthree\uFFFDfour\uFFFD[31m\tfive");
    }

    @Test
    void mailsNothingBelowTheThreshold() throws Exception {
        start();
        this.logs.root().warn("Look today");
        assertThat(this.mail.isSending()).isFalse();
        this.logs.error("It broke");
        awaitMails(1);
        assertThat(lastText()).contains("It broke").doesNotContain("Look today");
        this.mail.stop();
        start("EMAIL_LEVEL=warn");
        this.logs.root().info("Started");
        this.logs.root().warn("Look today");
        awaitMails(2);
        assertThat(lastText()).contains("Look today").doesNotContain("Started");
    }

    @Test
    void mailsNoMoreThanABurst() throws Exception {
        start("chatter.mail.interval=1h");
        for (int i = 1; i <= 5; i++) {
            this.logs.error("error " + i);
            awaitMails(i);
        }
        for (int i = 6; i <= 200; i++) {
            this.logs.error("error " + i);
            assertThat(this.mail.isSending()).isFalse();
        }
        assertThat(this.server.connections()).isEqualTo(5);
    }

    @Test
    void keepsTheIntervalBetweenMails() throws Exception {
        long before = System.nanoTime();
        start("chatter.mail.burst=1", "chatter.mail.interval=300ms");
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> {
                    this.logs.error("again");
                    return this.server.mails().size() >= 4;
                });
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isGreaterThan(Duration.ofMillis(3 * 300));
    }

    /** The memory is bounded by it: two times the queue, of texts that are bounded. */
    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void frozenServerHoldsOneMailAndAQueueAndMakesNoLoggerWait() throws Exception {
        start("chatter.mail.timeout=2m", "chatter.mail.interval=1ms");
        this.server.freeze();
        this.logs.error("the first");
        await().until(() -> this.server.logins().size() == 1);
        for (int i = 1; i <= 10_000; i++) {
            this.logs.error("error " + i);
        }
        var senders = (ThreadPoolExecutor) this.logs.root().getLoggerContext().getExecutorService();
        assertThat(senders.getTaskCount()).isEqualTo(1);
        assertThat(this.server.connections()).isEqualTo(1);
        this.server.thaw();
        awaitMails(1);
        this.logs.error("the last");
        awaitMails(2);
        assertThat(lastText())
                .startsWith("Events: 100. Not mailed since the start: 9901.\n")
                .contains("\nerror 9902\n", "\nerror 10000\n", "\nthe last\n")
                .doesNotContain("\nerror 9901\n");
    }

    @Test
    void survivesAnEventThatCannotBeTold() throws Exception {
        var broken =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("no text");
                    }
                };
        start();
        this.logs.root().atError().addKeyValue("broken", broken).log("untellable");
        this.logs.error("It broke");
        awaitMails(1);
        assertThat(lastText())
                .startsWith("Events: 1. Not mailed since the start: 1.\n")
                .contains("It broke");
    }

    private void start(String... variables) throws Exception {
        this.mail = mail(variables);
        this.mail.start();
    }

    private ErrorMail mail(String... variables) throws Exception {
        return MailSettings.mail(certificate, this.server.port(), this.logs.root(), variables);
    }

    private void awaitMails(int count) {
        await().until(() -> this.server.mails().size() == count && !this.mail.isSending());
    }

    private String lastText() {
        return this.server.mails().getLast().text();
    }
}
