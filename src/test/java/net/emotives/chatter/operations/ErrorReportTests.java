package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;

class ErrorReportTests {

    private final Logs logs = new Logs();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger log = this.logs.logger("net.emotives.chatter.Somewhere");

    @BeforeEach
    void listen() {
        this.events.start();
        this.logs.root().addAppender(this.events);
    }

    @Test
    void tellsAllThatIsKnownOfTheEvent() {
        this.log
                .atError()
                .setCause(new IllegalStateException("outer", new RuntimeException("the cause")))
                .addKeyValue("error_id", "7f3a")
                .addKeyValue("room", 12)
                .log("Failed to answer {}", "a request");
        assertThat(text())
                .startsWith(this.events.list.getFirst().getInstant().toString())
                .contains("Z ERROR net.emotives.chatter.Somewhere [" + threadName() + "]\n")
                .contains("\nFailed to answer a request\n")
                .contains("\n  error_id=7f3a\n")
                .contains("\n  room=12\n")
                .contains("java.lang.IllegalStateException: outer\n")
                .contains("\tat net.emotives.chatter.operations.ErrorReportTests.")
                .contains("Caused by: java.lang.RuntimeException: the cause\n");
    }

    @Test
    void isBounded() {
        this.log
                .atError()
                .setCause(new IllegalStateException("y".repeat(100_000)))
                .addKeyValue("long", "v".repeat(100_000))
                .addKeyValue("error_id", "7f3a")
                .log("x".repeat(100_000));
        assertThat(text()).hasSizeLessThan(17_000).contains("error_id=7f3a", "IllegalState");
    }

    @Test
    void holdsNoControlCharacters() {
        this.log.error("one\r\ntwo\rthree\u0000four\u001b[31m\tfive");
        assertThat(text()).contains("one\ntwo\uFFFDthree\uFFFDfour\uFFFD[31m\tfive");
    }

    @Test
    void takesAKeyWithoutValue() {
        this.log.atError().addKeyValue("nothing", (Object) null).log("Failed");
        assertThat(text()).contains("  nothing=null\n");
    }

    private String text() {
        return ErrorReport.of(this.events.list.getFirst()).text();
    }

    private static String threadName() {
        return Thread.currentThread().getName();
    }
}
