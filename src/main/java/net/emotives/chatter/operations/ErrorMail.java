package net.emotives.chatter.operations;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.net.SMTPAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.boolex.EventEvaluatorBase;
import ch.qos.logback.core.helpers.CyclicBuffer;
import ch.qos.logback.core.spi.CyclicBufferTracker;

import io.github.bucket4j.Bucket;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocketFactory;

/**
 * Mails what is logged as an error. An error that finds no mail on its way, and a turn left, sends
 * all that wait; any other waits for the next one, the newest of them at least. Logback sends on a
 * thread of its own, so no logging thread waits for the mail server. Nothing, the password least of
 * all, leaves before the connection is encrypted and the server has proved its name.
 */
final class ErrorMail extends SMTPAppender {

    private static final Logger log = LoggerFactory.getLogger(ErrorMail.class);

    /** Text of bounded length; a lone CR or a NUL would make servers refuse the mail. */
    private static final String PATTERN =
            "%.-16000replace(%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX, UTC} %p %c [%t]%n"
                    + "%.-4000m%n%.-2000kvp{NONE} %.-1000mdc%n%ex)"
                    + "{'\\r(?!\\n)|[\\p{Cc}&&[^\\r\\n\\t]]', '\uFFFD'}%n";

    private final MailProperties properties;
    private final SSLSocketFactory sockets;
    private final ch.qos.logback.classic.Logger root;
    private final AtomicLong missed = new AtomicLong();
    private volatile @Nullable Thread sender;
    private volatile @Nullable Throwable failure;
    private volatile boolean failing;

    ErrorMail(
            MailProperties properties,
            SSLSocketFactory sockets,
            ch.qos.logback.classic.Logger root) {
        this.properties = properties;
        this.sockets = sockets;
        this.root = root;
        setContext(root.getLoggerContext());
        setName("error-mail");
        setSmtpHost(properties.host());
        setSmtpPort(properties.port());
        setUsername(properties.from());
        setPassword(properties.password());
        setFrom(properties.from());
        setSubject(literal(properties.subject()));
        setLayout(layout());
        setEvaluator(new Turns());
        var waiting = new CyclicBufferTracker<ILoggingEvent>();
        waiting.setBufferSize(properties.queue());
        setCyclicBufferTracker(waiting);
    }

    /** Begins to mail what is logged from now on, if there is an address and a password. */
    @Override
    public void start() {
        if (!this.properties.enabled()) {
            return;
        }
        addTo(literal(this.properties.from()));
        super.start();
        String timeout = String.valueOf(this.properties.timeout().toMillis());
        var settings = this.session.getProperties();
        settings.put("mail.smtp.starttls.enable", "true");
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.socketFactory", this.sockets);
        settings.put("mail.smtp.connectiontimeout", timeout);
        settings.put("mail.smtp.timeout", timeout);
        settings.put("mail.smtp.writetimeout", timeout);
        // Keeps the names of the local user and machine out of the message's id.
        settings.put("mail.from", this.properties.from());
        this.root.addAppender(this);
    }

    @Override
    public synchronized void stop() {
        this.root.detachAppender(this);
        super.stop();
    }

    /** Returns true while a mail is being sent. */
    synchronized boolean isSending() {
        return this.asynchronousSendingFuture != null && !this.asynchronousSendingFuture.isDone();
    }

    /**
     * Queues a log event for mailing. Events logged by sending itself are excluded, lest mails
     * cause mails.
     */
    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(this.properties.threshold())
                && !Thread.currentThread().equals(this.sender)) {
            super.append(event);
        }
    }

    /** Keeps the text, which is bounded, and nothing of the event. */
    @Override
    protected void subAppend(CyclicBuffer<ILoggingEvent> waiting, ILoggingEvent event) {
        var text = new LoggingEvent();
        text.setMessage(this.layout.doLayout(event));
        if (waiting.length() == waiting.getMaxSize()) {
            this.missed.incrementAndGet();
        }
        waiting.add(text);
    }

    @Override
    protected void fillBuffer(CyclicBuffer<ILoggingEvent> events, StringBuffer text) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "Events: %d. Not mailed since the start: %d.\n\n",
                        events.length(),
                        this.missed.get()));
        events.asList().forEach(event -> text.append(event.getMessage()).append('\n'));
    }

    /** RFC 3834: the mailbox answers itself otherwise when its owner is on holiday. */
    @Override
    protected void updateMimeMsg(
            MimeMessage mail, CyclicBuffer<ILoggingEvent> events, ILoggingEvent last) {
        try {
            mail.setHeader("Auto-Submitted", "auto-generated");
        } catch (MessagingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    protected void sendBuffer(CyclicBuffer<ILoggingEvent> events, ILoggingEvent last) {
        int count = events.length();
        this.failure = null;
        this.sender = Thread.currentThread();
        try {
            super.sendBuffer(events, last);
            ended(count, this.failure);
        } finally {
            this.sender = null;
        }
    }

    /** Records the reason why a mail was not sent, which Logback reports here alone. */
    @Override
    public void addError(String text, Throwable cause) {
        if (Thread.currentThread().equals(this.sender)) {
            this.failure = cause;
        } else {
            this.missed.incrementAndGet();
            super.addError(text, cause);
        }
    }

    private void ended(int count, @Nullable Throwable cause) {
        if (cause != null) {
            this.missed.addAndGet(count);
            if (!this.failing) {
                log.atWarn()
                        .setCause(cause)
                        .addKeyValue("host", this.properties.host())
                        .addKeyValue("port", this.properties.port())
                        .log("Errors cannot be mailed; they stand in the log only");
            }
        } else if (this.failing) {
            log.info("Errors are mailed again");
        }
        this.failing = cause != null;
    }

    private PatternLayout layout() {
        var text = new PatternLayout();
        text.setContext(getContext());
        text.setPattern(PATTERN);
        text.start();
        return text;
    }

    /** As a pattern of Logback that says just this. */
    private static String literal(String text) {
        return text.replaceAll("[\\\\%()]", "\\\\$0");
    }

    /** Lets a mail go if none is on its way, and no more often than allowed. */
    private final class Turns extends EventEvaluatorBase<ILoggingEvent> {

        private final Bucket turns =
                Bucket.builder()
                        .addLimit(limit ->
                                limit.capacity(ErrorMail.this.properties.burst())
                                        .refillGreedy(1, ErrorMail.this.properties.interval()))
                        .withNanosecondPrecision()
                        .build();

        @Override
        public boolean evaluate(ILoggingEvent event) {
            return !isSending() && this.turns.tryConsume(1);
        }
    }
}
