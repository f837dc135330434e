package net.emotives.chatter.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;

import org.slf4j.LoggerFactory;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Captures the log of a logger of this JVM and its children, from INFO on, until closed. */
public final class SaidLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final Logger logger;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private SaidLines(Logger logger) {
        this.logger = logger;
    }

    public static SaidLines of(Class<?> type) {
        return of(type.getName());
    }

    /** Of a package, such as {@code net.emotives.chatter}. */
    public static SaidLines of(String name) {
        var said = new SaidLines((Logger) LoggerFactory.getLogger(name));
        said.start();
        said.logger.addAppender(said);
        return said;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.INFO)) {
            this.lines.add(event.getLevel() + " " + event.getMessage());
        }
    }

    /** Level and sentence of each, such as {@code WARN uacl is away}. */
    public List<String> lines() {
        return List.copyOf(this.lines);
    }

    @Override
    public void close() {
        this.logger.detachAppender(this);
        stop();
    }
}
