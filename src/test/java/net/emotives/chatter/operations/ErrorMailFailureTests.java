package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mail.MailSendException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The mail of errors when mailing fails or hangs. */
@Timeout(120)
@ExtendWith(OutputCaptureExtension.class)
class ErrorMailFailureTests {

    private final Logs logs = new Logs();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> hang = new CompletableFuture<>();

    @AfterEach
    void endHanging() {
        this.hang.complete("go on");
    }

    @Test
    void triesAgainAndSaysOnceThatItFailed(CapturedOutput output) {
        var tries = new AtomicInteger();
        Consumer<String> flaky =
                text -> {
                    if (tries.incrementAndGet() <= 3) {
                        throw new MailSendException("no answer");
                    }
                    this.mails.add(text);
                };
        try (var mail = mail(flaky, "chatter.mail.interval=50ms")) {
            mail.start();
            this.logs.error("It broke");
            await().until(() -> this.mails.size() == 1);
        }
        assertThat(this.mails.getFirst()).contains("Events: 1.", "It broke");
        assertThat(output.getOut())
                .containsOnlyOnce("Errors cannot be mailed")
                .containsOnlyOnce("Errors are mailed again");
    }

    @Test
    void waitsAWholeIntervalAfterAFailure() {
        var tries = new AtomicInteger();
        Consumer<String> dead =
                _ -> {
                    tries.incrementAndGet();
                    throw new MailSendException("no answer");
                };
        try (var mail = mail(dead, "chatter.mail.interval=1h")) {
            mail.start();
            this.logs.error("It broke");
            await().during(Duration.ofMillis(300)).until(() -> tries.get() == 1);
        }
        assertThat(tries).as("no farewell to a server that is away").hasValue(1);
    }

    @Test
    void givesUpAMailThatIsRefusedAndCountsItsEvents() {
        Consumer<String> picky =
                text -> {
                    if (text.contains("poison")) {
                        throw new MailSendException("552 not this");
                    }
                    this.mails.add(text);
                };
        try (var mail = mail(picky, "chatter.mail.interval=50ms", "chatter.mail.tries=2")) {
            mail.start();
            this.logs.error("poison");
            await().pollInterval(Duration.ofMillis(250))
                    .until(() -> {
                        this.logs.error("fine");
                        return !this.mails.isEmpty();
                    });
        }
        assertThat(this.mails.getFirst())
                .containsPattern("Events: \\d+\\. Not in this mail or one before: [1-9]\\d*\\.\n");
    }

    @Test
    void doesNotFeedItself() {
        var tries = new AtomicInteger();
        Consumer<String> noisy =
                _ -> {
                    tries.incrementAndGet();
                    this.logs.error("said while mailing");
                    throw new MailSendException("no answer");
                };
        try (var mail =
                mail(
                        noisy,
                        "EMAIL_LEVEL=WARN",
                        "chatter.mail.interval=20ms",
                        "chatter.mail.tries=2")) {
            mail.start();
            this.logs.error("It broke");
            await().during(Duration.ofMillis(500)).until(() -> tries.get() == 2);
            this.logs.logger(ErrorMail.class.getName()).warn("said by another thread");
            this.logs.logger("org.springframework.mail.javamail").warn("said by another thread");
            this.logs.logger("org.eclipse.angus.mail.smtp").warn("said by another thread");
            this.logs.logger("jakarta.mail").warn("said by another thread");
            await().during(Duration.ofMillis(200)).until(() -> tries.get() == 2);
        }
    }

    @Test
    void endsInTimeWhenTheServerHangs(CapturedOutput output) {
        long before;
        var hanging = new AtomicInteger();
        try (var mail =
                mail(
                        _ -> {
                            hanging.incrementAndGet();
                            this.hang.join();
                        },
                        "chatter.mail.farewell=200ms")) {
            mail.start();
            this.logs.error("It broke");
            await().until(() -> hanging.get() == 1);
            before = System.nanoTime();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        assertThat(output).containsOnlyOnce("The last errors were not mailed in time");
    }

    @Test
    void endsThoughTheWishToEndGotLostWhileMailing() {
        var threads = new CopyOnWriteArrayList<Thread>();
        Consumer<String> deaf =
                _ -> {
                    threads.add(Thread.currentThread());
                    while (!Thread.interrupted()) {
                        Thread.onSpinWait();
                    }
                };
        try (var mail = mail(deaf)) {
            mail.start();
            this.logs.error("It broke");
            await().until(() -> !threads.isEmpty());
        }
        assertThat(threads).hasSize(1).first().extracting(Thread::isAlive).isEqualTo(false);
    }

    private ErrorMail mail(Consumer<String> sender, String... settings) {
        return new ErrorMail(MailSettings.enabled(settings), sender, this.logs.root());
    }
}
