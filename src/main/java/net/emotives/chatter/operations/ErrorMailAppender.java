package net.emotives.chatter.operations;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what is to be mailed, up to a number, and counts the rest. Logging threads never wait here.
 * What the mailing itself logs is ignored, so that a failing mail server cannot feed itself.
 */
final class ErrorMailAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final List<String> IGNORED =
            List.of(
                    ErrorMail.class.getName(),
                    "jakarta.mail",
                    "org.eclipse.angus",
                    "org.springframework.mail");

    private final Level threshold;
    private final Thread mailer;
    private final BlockingQueue<ErrorReport> waiting;
    private final AtomicLong missed = new AtomicLong();

    ErrorMailAppender(Level threshold, int capacity, Thread mailer) {
        this.threshold = threshold;
        this.mailer = mailer;
        this.waiting = new ArrayBlockingQueue<>(capacity);
        setName("error-mail");
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (!event.getLevel().isGreaterOrEqual(this.threshold) || isOwn(event)) {
            return;
        }
        boolean kept = false;
        try {
            // Asked first, so that a flood of errors does not pay for texts that nobody will read.
            kept =
                    this.waiting.remainingCapacity() > 0
                            && this.waiting.offer(ErrorReport.of(event));
        } finally {
            if (!kept) {
                missed(1);
            }
        }
    }

    /** Waits for a report. */
    ErrorReport next() throws InterruptedException {
        return this.waiting.take();
    }

    /** Moves what waits, at most so many, to the end of the list. */
    void drainTo(List<ErrorReport> reports, int most) {
        this.waiting.drainTo(reports, most);
    }

    /** Counts reports that will not be mailed. */
    void missed(long count) {
        this.missed.addAndGet(count);
    }

    /** How many reports were missed so far. */
    long missed() {
        return this.missed.get();
    }

    private boolean isOwn(ILoggingEvent event) {
        return Thread.currentThread().equals(this.mailer)
                || IGNORED.stream().anyMatch(event.getLoggerName()::startsWith);
    }
}
