package net.emotives.chatter.operations;

import ch.qos.logback.classic.Logger;

import io.github.bucket4j.Bucket;

import org.slf4j.LoggerFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Mails what is logged as an error: gathers the events, and sends them from one thread, no more
 * often than allowed. A mail server that is away, slow or refuses costs a log line and these mails,
 * and nothing else: no logging thread ever waits, and memory is bounded.
 */
final class ErrorMail implements AutoCloseable {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(ErrorMail.class);

    private final MailProperties properties;
    private final Consumer<String> sender;
    private final Logger root;
    private final ErrorMailAppender appender;
    private final Bucket turns;
    // A platform thread: looking up a name blocks in native code, which would take one of the few
    // carriers of the virtual threads from the chat. A daemon: it never keeps the process alive.
    private final Thread mailer =
            Thread.ofPlatform().daemon().name("error-mail").unstarted(this::run);
    private final List<ErrorReport> reports = new ArrayList<>();
    private volatile boolean closing;
    private long told;
    private int failures;

    ErrorMail(MailProperties properties, Consumer<String> sender, Logger root) {
        this.properties = properties;
        this.sender = sender;
        this.root = root;
        this.appender =
                new ErrorMailAppender(properties.threshold(), properties.queue(), this.mailer);
        this.turns =
                Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(properties.burst())
                                        .refillGreedy(1, properties.interval()))
                        .withNanosecondPrecision()
                        .build();
    }

    /** Begins to mail what is logged from now on, if there is an address and a password. */
    void start() {
        if (!this.properties.enabled()) {
            return;
        }
        this.mailer.start();
        this.appender.setContext(this.root.getLoggerContext());
        this.appender.start();
        this.root.addAppender(this.appender);
    }

    /** Ends, with a last mail of what still waits if the mail server takes it in time. */
    @Override
    public void close() {
        this.root.detachAppender(this.appender);
        this.appender.stop();
        this.closing = true;
        this.mailer.interrupt();
        try {
            if (this.mailer.isAlive() && !this.mailer.join(this.properties.farewell())) {
                log.warn("The last errors were not mailed in time");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!this.closing) {
            try {
                if (this.reports.isEmpty()) {
                    this.reports.add(this.appender.next());
                }
                this.turns.asBlocking().consume(1);
                send();
            } catch (InterruptedException _) {
                log.debug("Asked to end");
            }
        }
        // A server that did not answer before is not waited for at the end.
        if (this.failures == 0) {
            send();
        }
    }

    private void send() {
        this.appender.drainTo(this.reports, this.properties.queue() - this.reports.size());
        if (this.reports.isEmpty()) {
            return;
        }
        long missed = this.appender.missed();
        try {
            this.sender.accept(text(missed - this.told));
            sent(missed);
        } catch (RuntimeException failure) {
            failed(failure);
        }
    }

    private String text(long missed) {
        String count =
                String.format(
                        Locale.ROOT,
                        "Events: %d. Not in this mail or one before: %d.\n\n",
                        this.reports.size(),
                        missed);
        return this.reports.stream()
                .map(ErrorReport::text)
                .collect(Collectors.joining("\n\n", count, "\n"));
    }

    private void sent(long missed) {
        this.reports.clear();
        this.told = missed;
        if (this.failures > 0) {
            this.failures = 0;
            log.info("Errors are mailed again");
        }
    }

    private void failed(RuntimeException failure) {
        if (this.failures == 0) {
            log.atWarn()
                    .setCause(failure)
                    .addKeyValue("host", this.properties.host())
                    .addKeyValue("port", this.properties.port())
                    .log("Errors cannot be mailed; they stand in the log only");
        }
        this.failures++;
        if (this.failures % this.properties.tries() == 0) {
            this.appender.missed(this.reports.size());
            this.reports.clear();
        }
        // The next try waits a whole interval, whatever was left of the burst.
        this.turns.tryConsumeAsMuchAsPossible();
    }
}
