package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

import java.io.IOException;
import java.util.Objects;

/** What strangers wrote cannot pass for a line of the log. */
class LogLinesTests {

    private static final String FORGED = "2026-01-01T00:00:00.000Z ERROR [main] forged";

    private final Logs logs = new Logs();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    private String written() throws IOException {
        var layout = new PatternLayout();
        layout.setContext(this.logs.root().getLoggerContext());
        layout.setPattern(pattern());
        layout.start();
        return layout.doLayout(this.events.list.getFirst());
    }

    private static String pattern() throws IOException {
        var settings =
                new YamlPropertySourceLoader()
                        .load("settings", new ClassPathResource("application.yaml"))
                        .getFirst();
        return Objects.requireNonNull(settings.getProperty("logging.pattern.console")).toString();
    }

    private void listen() {
        this.events.start();
        this.logs.root().addAppender(this.events);
    }

    @Test
    void messageAndValuesStayOnOneLine() throws IOException {
        listen();
        this.logs
                .root()
                .atWarn()
                .addKeyValue("name", "alice\r\n" + FORGED + "\u001b[2J\u2028x")
                .log("Said {}", "hello\n" + FORGED);
        assertThat(written())
                .endsWith(System.lineSeparator())
                .contains("Said hello\uFFFD2026", "name=alice\uFFFD\uFFFD2026", "\uFFFD[2J\uFFFDx")
                .satisfies(text -> assertThat(text.strip().lines()).hasSize(1));
    }

    @Test
    void exceptionIsToldWithItsStackAndBeginsNoLineLikeAnother() throws IOException {
        listen();
        var cause = new IllegalArgumentException("bad\r\n" + FORGED);
        cause.addSuppressed(new IllegalArgumentException("worse\n" + FORGED));
        this.logs
                .root()
                .atError()
                .setCause(new IllegalStateException("no\n\n" + FORGED, cause))
                .log("Something failed");
        assertThat(written().lines().toList())
                .anyMatch(line -> line.startsWith("java.lang.IllegalStateException: no | 2026"))
                .anyMatch(line -> line.startsWith("Caused by: java.lang.IllegalArgumentException"))
                .anyMatch(line -> line.startsWith("\tat net.emotives.chatter.operations."))
                .noneMatch(line -> line.startsWith(FORGED));
    }
}
