package net.emotives.chatter.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.read.ListAppender;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

class AwayLogTests {

    private final SQLException outage = new SQLException("refused", "08001");

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();
    private final AwayLog log = new AwayLog(logger(), "away", "back");

    private Logger logger() {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        var logger = context.getLogger("test");
        logger.setLevel(Level.INFO);
        this.said.start();
        logger.addAppender(this.said);
        return logger;
    }

    private void assertSaid(String... lines) {
        assertThat(this.said.list)
                .extracting(event -> event.getLevel() + " " + event.getMessage())
                .containsExactly(lines);
    }

    @Test
    void saysNothingWhileAllIsWell() {
        this.log.back();

        assertSaid();
    }

    @Test
    void saysOnceThatItIsAwayAndOnceThatItIsBack() {
        for (var i = 0; i < 100; i++) {
            this.log.failed(new IllegalStateException(this.outage));
        }
        this.log.back();
        this.log.back();
        this.log.away("again");

        assertSaid("WARN away", "INFO back", "WARN away");
        assertThat(this.said.list.getFirst().getKeyValuePairs())
                .anyMatch(pair ->
                        pair.key.equals("reason") && pair.value.toString().contains("refused"));
        assertThat(this.said.list.getFirst().getThrowableProxy()).isNull();
        assertThat(this.said.list.get(1).getKeyValuePairs())
                .anyMatch(pair -> pair.key.equals("failures") && pair.value.equals(100L));
    }

    @Test
    void whatIsNoOutageIsAnErrorWithItsStackOnceForEachKind() {
        for (var i = 0; i < 3; i++) {
            this.log.failed(this.outage);
            this.log.failed(new IllegalStateException("a bug"));
            this.log.failed(new SQLException("no such table", "42P01"));
        }

        assertSaid("WARN away", "ERROR away", "ERROR away");
        assertThat(this.said.list.get(1).getThrowableProxy().getMessage()).isEqualTo("a bug");
        assertThat(this.said.list.get(1).getKeyValuePairs())
                .anyMatch(pair -> pair.key.equals("error_id"));
    }
}
