package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/**
 * Tokens, bearers and the secret stand in no line of the log, whatever goes wrong; the mail of
 * errors is made of those lines.
 */
@GuardedTest
class SecretsInLogsIntegrationTests {

    private static final String BEARER = "bearer-that-nobody-may-read";

    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    private String token = "";

    @BeforeEach
    void listen() {
        this.token = this.chatter.token(this.neighbours.person("victim", "logs"));
        this.log.start();
        this.root.addAppender(this.log);
    }

    @AfterEach
    void stopListening() {
        this.root.detachAppender(this.log);
    }

    private List<String> lines() {
        return List.copyOf(this.log.list).stream()
                .map(event ->
                        event.getFormattedMessage()
                                + event.getKeyValuePairs()
                                + event.getMDCPropertyMap()
                                + (event.getThrowableProxy() == null
                                        ? ""
                                        : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /ws?token=TOKEN{} HTTP/1.1\r\nHost: x\r\n",
                "GET /ws?token=TOKEN&x=%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /ws?token=TOKEN%zz HTTP/1.1\r\nHost: x\r\n",
                "GET /ws?token=TOKEN HTTP/1.1\r\nHost: x y\r\n",
                "GET /ws?token=TOKEN HTTP/1.1\r\nHost: x\r\nTOKEN(: y\r\n",
                "GET /ws?token=TOKEN HTTP/7\r\nHost: x\r\n",
                "GET /ws;token=TOKEN HTTP/1.1\r\nHost: x\r\n",
                "GET //ws?token=TOKEN HTTP/1.1\r\nHost: x\r\n",
                "T@CE /ws?token=TOKEN HTTP/1.1\r\nHost: x\r\n",
                "GET /ws?token=TOKEN HTTP/1.1\r\nHost: x\r\nCookie: =TOKEN;;\"\r\n",
                "GET /connections HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\u0001\r\n",
                "GET /TOKEN HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer TOKEN\r\n"
            })
    void badRequestLeavesNothingOfItself(String request) {
        var said = request.replace("TOKEN", this.token) + "Connection: close\r\n\r\n";
        try (var answer = RawSocket.request(this.chatter.port(), 0, said)) {
            assertThat(answer.status()).isBetween(400, 599);
            assertThat(answer.body()).doesNotContain(this.token);
        }
        assertThat(lines()).noneMatch(line -> line.contains(this.token));
        // Nor is anybody called for it.
        assertThat(this.log.list).noneMatch(event -> event.getLevel() == Level.ERROR);
    }

    @Test
    void failureThatNobodyExpectedLeavesNoToken() {
        // A token of nobody: what no code expects, as the schema forbids it.
        this.jdbc.sql("ALTER TABLE tokens DISABLE TRIGGER ALL").update();
        this.jdbc.sql("UPDATE tokens SET username = 'nobody'").update();
        try (var socket =
                Visitor.throughGateway(this.chatter.port(), "203.0.113.30").handshake(this.token)) {
            assertThat(socket.status()).isEqualTo(500);
            assertThat(socket.body()).contains("Error id: ").doesNotContain("Exception");
        } finally {
            this.jdbc.sql("DELETE FROM tokens").update();
            this.jdbc.sql("ALTER TABLE tokens ENABLE TRIGGER ALL").update();
        }
        assertThat(lines())
                .anyMatch(line -> line.contains("Something unexpected failed"))
                .noneMatch(line -> line.contains(this.token));
    }

    @Test
    void goodAndRefusedCredentialsAreNotTold() {
        var guest = this.neighbours.login("reader", "logs", BEARER);
        this.chatter.get("/connections", guest);
        this.neighbours.behave();
        Visitor.throughGateway(this.chatter.port(), "203.0.113.31")
                .request("GET", "/messages", "Bearer " + BEARER + "2")
                .close();
        this.chatter.post("/user", Neighbours.SECRET, "{\"username\":7}");
        this.chatter.connect(this.token).close();
        assertThat(lines())
                .noneMatch(line -> line.contains(BEARER))
                .noneMatch(line -> line.contains(this.token))
                .noneMatch(line -> line.contains(Neighbours.SECRET));
    }
}
