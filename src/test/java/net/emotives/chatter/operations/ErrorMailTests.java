package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

@Timeout(120)
class ErrorMailTests {

    private final Logs logs = new Logs();
    private final List<String> mails = new CopyOnWriteArrayList<>();
    private final CompletableFuture<String> hang = new CompletableFuture<>();

    @AfterEach
    void endHanging() {
        this.hang.complete("go on");
    }

    @Test
    void mailsAnErrorAtOnce() {
        try (var mail = mail(this.mails::add)) {
            mail.start();
            this.logs.error("It broke");
            await().until(() -> this.mails.size() == 1);
        }
        assertThat(this.mails)
                .singleElement()
                .asString()
                .startsWith("Events: 1. Not in this mail or one before: 0.\n\n")
                .contains("ERROR net.emotives.chatter.Somewhere", "\nIt broke\n");
    }

    @Test
    void mailsNothingBelowTheThreshold() {
        try (var mail = mail(this.mails::add)) {
            mail.start();
            this.logs.root().warn("Look today");
        }
        assertThat(this.mails).isEmpty();
        try (var mail = mail(this.mails::add, "EMAIL_LEVEL=warn")) {
            mail.start();
            this.logs.root().info("Started");
            this.logs.root().warn("Look today");
        }
        assertThat(this.mails).singleElement().asString().contains("Events: 1.", "Look today");
    }

    @Test
    void gathersWhatComesAfterABurst() {
        try (var mail = mail(this.mails::add, "chatter.mail.interval=1h")) {
            mail.start();
            for (int i = 1; i <= 5; i++) {
                this.logs.error("error " + i);
                int count = i;
                await().until(() -> this.mails.size() == count);
            }
            for (int i = 6; i <= 20; i++) {
                this.logs.error("error " + i);
            }
            await().during(Duration.ofMillis(300)).until(() -> this.mails.size() == 5);
        }
        assertThat(this.mails).hasSize(6);
        assertThat(this.mails.getLast()).contains("Events: 15.", "\nerror 6\n", "\nerror 20\n");
    }

    @Test
    void keepsTheIntervalBetweenMails() {
        long before = System.nanoTime();
        try (var mail =
                mail(
                        this.mails::add,
                        "chatter.mail.burst=1",
                        "chatter.mail.interval=300ms",
                        "chatter.mail.farewell=0s")) {
            mail.start();
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        this.logs.error("again");
                        return this.mails.size() >= 4;
                    });
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isGreaterThan(Duration.ofMillis(3 * 300));
        }
    }

    @Test
    @Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void countsWhatItCannotKeepAndNeverMakesALoggerWait() {
        var hanging = new AtomicInteger();
        Consumer<String> slow =
                text -> {
                    hanging.incrementAndGet();
                    this.hang.join();
                    this.mails.add(text);
                };
        try (var mail = mail(slow)) {
            mail.start();
            this.logs.error("the first");
            await().until(() -> hanging.get() == 1);
            long before = System.nanoTime();
            for (int i = 0; i < 10_000; i++) {
                this.logs.error("error " + i);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(Duration.ofSeconds(20));
            this.hang.complete("go on");
            await().until(() -> this.mails.size() == 2);
            this.logs.error("the last");
            await().until(() -> this.mails.size() == 3);
        }
        assertThat(this.mails.get(1))
                .startsWith("Events: 100. Not in this mail or one before: 9900.\n")
                .contains("\nerror 99\n")
                .doesNotContain("\nerror 100\n");
        assertThat(this.mails.get(2)).startsWith("Events: 1. Not in this mail or one before: 0.\n");
    }

    @Test
    void survivesAnEventThatCannotBeTold() {
        var broken =
                new Object() {
                    @Override
                    public String toString() {
                        throw new IllegalStateException("no text");
                    }
                };
        try (var mail = mail(this.mails::add)) {
            mail.start();
            this.logs.root().atError().addKeyValue("broken", broken).log("untellable");
            this.logs.error("It broke");
            await().until(() -> this.mails.size() == 1);
        }
        assertThat(this.mails.getFirst())
                .startsWith("Events: 1. Not in this mail or one before: 1.\n");
    }

    @Test
    void attachesOneAppenderAndDetachesItAtTheEnd() {
        try (var mail = mail(this.mails::add)) {
            mail.start();
            assertThat(this.logs.root().getAppender("error-mail")).isNotNull();
        }
        assertThat(this.logs.root().getAppender("error-mail")).isNull();
        this.logs.error("too late");
        assertThat(this.mails).isEmpty();
    }

    @Test
    void startsNothingWithoutAddressOrPassword() {
        for (String variable : List.of("EMAIL_FROM", "EMAIL_PASSWORD")) {
            try (var mail = mail(this.mails::add, variable + "=")) {
                mail.start();
                this.logs.error("It broke");
                assertThat(this.logs.root().getAppender("error-mail")).isNull();
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .doesNotContain("error-mail");
            }
        }
        assertThat(this.mails).isEmpty();
    }

    private ErrorMail mail(Consumer<String> sender, String... settings) {
        // However slow the machine is, there is time for the last mail.
        var all = Stream.concat(Stream.of("chatter.mail.farewell=30s"), Stream.of(settings));
        return new ErrorMail(
                MailSettings.enabled(all.toArray(String[]::new)), sender, this.logs.root());
    }
}
