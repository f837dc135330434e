package net.emotives.chatter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Cluster;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.NodeLogs;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.Socket;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two nodes behind nginx and behind HAProxy, as docs/gateway.md configures them. */
@ExtendWith(NodeLogs.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIntegrationTests {

    private final TestDatabase database = TestDatabase.create();
    private Cluster cluster;
    private List<JarProcess> nodes = List.of();
    private List<Gateway> gateways = List.of();

    private Path logs = Path.of("");

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        this.logs = folder;
        this.cluster =
                Cluster.on(
                        this.database.url(),
                        Map.of(
                                "CHATTER_CLIENTS_TRUSTED_PROXIES", "127.0.0.1",
                                "CHATTER_SOCKET_PING", "1s",
                                "CHATTER_SOCKET_LOST_AFTER", "30s",
                                "CHATTER_SOCKET_DRAIN", "1s",
                                "SERVER_TOMCAT_ACCESSLOG_ENABLED", "true",
                                "SERVER_TOMCAT_ACCESSLOG_BUFFERED", "false",
                                "SERVER_TOMCAT_ACCESSLOG_DIRECTORY", this.logs.toString()));
        this.nodes = this.cluster.start(2);
        this.gateways = List.of(Gateway.nginx(this.nodes), Gateway.haproxy(this.nodes));
    }

    @AfterAll
    void stop() {
        this.gateways.forEach(Gateway::close);
        this.cluster.close();
        this.database.close();
    }

    private Person person(String name) {
        return this.cluster.neighbours().person(name, "here");
    }

    private static Socket open(Gateway gateway, Person person) {
        return gateway.chatter().connect(person);
    }

    @Test
    void quietSocketsLiveLongerThanTheGatewayKeepsIdleOnes() {
        var people = List.of(person("ann"), person("bob"));
        try (var ann = open(this.gateways.getFirst(), people.getFirst());
                var bob = open(this.gateways.getLast(), people.getLast())) {
            var quiet = Duration.ofSeconds(Gateway.IDLE_SECONDS + 2);
            await().during(quiet).atMost(quiet.multipliedBy(5)).until(() -> !ann.isClosed());
            assertThat(bob.isClosed()).isFalse();
            ann.say(people.getLast().username(), "still there?");
            assertThat(bob.nextMessage().get("message").asString()).isEqualTo("still there?");
        }
    }

    @Test
    void addressesOfClientsArriveWhateverTheyClaim() throws IOException {
        for (var gateway : this.gateways) {
            var address = "127.0.1." + (7 + this.gateways.indexOf(gateway));
            ask(gateway, address, "X-Forwarded-For: 203.0.113.66\r\n");
            await().untilAsserted(() ->
                    assertThat(accessLog())
                            .contains(address + " - - ")
                            .doesNotContain("203.0.113.66"));
        }
    }

    private static void ask(Gateway gateway, String from, String header) {
        var request = "GET /healthz HTTP/1.1\r\nHost: x\r\n" + header + "Connection: close\r\n\r\n";
        try (var answer = RawSocket.request(from, gateway.port(), 0, request)) {
            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private String accessLog() throws IOException {
        var text = new StringBuilder();
        try (var files = Files.list(this.logs)) {
            for (var file : files.toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }

    @Test
    void nodeThatGoesIsLeftQuietlyAndNoTokenIsLogged() throws IOException {
        var tokens = new ArrayList<String>();
        var sockets = new ArrayList<Socket>();
        for (var i = 0; i < 6; i++) {
            sockets.add(open(this.gateways.get(i % 2), person("early" + i), tokens));
        }
        var going = this.nodes.getFirst();
        going.terminate();
        var later = 0;
        while (going.isAlive()) {
            // None is refused: whoever comes meanwhile comes to the other node.
            open(this.gateways.get(later % 2), person("late" + later), tokens).close();
            later++;
        }
        for (var gateway : this.gateways) {
            open(gateway, person("after"), tokens).close();
        }
        assertThat(later).isPositive();
        assertThat(sockets).anyMatch(Socket::isClosed).anyMatch(socket -> !socket.isClosed());
        assertThat(sockets.stream().filter(Socket::isClosed))
                .allMatch(socket -> socket.closeCode() == 1012);
        sockets.forEach(Socket::close);
        await().untilAsserted(() -> {
            for (var log : List.of(logs(0), logs(1), accessLog())) {
                assertThat(log).contains("/ws").doesNotContain(tokens).doesNotContain("token=");
            }
        });
    }

    private String logs(int gateway) {
        return this.gateways.get(gateway).logs();
    }

    private static Socket open(Gateway gateway, Person person, List<String> tokens) {
        Chatter chatter = gateway.chatter();
        var token = chatter.token(person);
        tokens.add(token);
        return chatter.connect(token);
    }
}
