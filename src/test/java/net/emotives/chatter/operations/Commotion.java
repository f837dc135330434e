package net.emotives.chatter.operations;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.resilience.OtherNode;
import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.FrameContract;
import net.emotives.chatter.testing.JarProcess;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.V2Socket;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import tools.jackson.databind.JsonNode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A service to which everything happens that it measures. */
final class Commotion implements AutoCloseable {

    private static final Map<String, String> SETTINGS =
            Map.of(
                    "CHATTER_MESSAGES_SENDRATE_BURST", "1000000",
                    "CHATTER_DELIVERY_PRESENCEGROUPLIMIT", "0",
                    // So small that hints are lost and the fan-out is waited for.
                    "CHATTER_DELIVERY_BACKLOG", "3",
                    "CHATTER_NOTIFICATIONS_WATCH", "100ms",
                    "CHATTER_NOTIFICATIONS_BACKOFF_FIRST", "100ms",
                    "CHATTER_NOTIFICATIONS_BACKOFF_MOST", "200ms",
                    "CHATTER_NOTIFICATIONS_BREAKER_FIRST", "500ms",
                    "CHATTER_NOTIFICATIONS_BREAKER_MOST", "1s",
                    "CHATTER_SOCKET_QUEUELIMIT", "64KB");

    private final TestDatabase database = TestDatabase.create();
    private final Neighbours neighbours = new Neighbours();
    private final JarProcess process;
    private final Node node;
    private final Chatter chatter;
    private final Person alice = this.neighbours.person("alice", "here");
    private final Person bob = this.neighbours.person("bob", "here");
    private final List<Person> others;
    private CompletableFuture<JsonNode> held = new CompletableFuture<>();

    Commotion() {
        var environment =
                new HashMap<>(JarProcess.environment(this.database.url(), this.neighbours));
        environment.putAll(SETTINGS);
        this.process = JarProcess.with(JarProcess.LEAN, environment).launch().awaitReady();
        this.chatter = this.process.chatter();
        this.others =
                IntStream.range(0, 8)
                        .mapToObj(i -> this.chatter.known(this.neighbours.person("n" + i, "here")))
                        .toList();
        this.node = Node.on(this.database);
    }

    Chatter management() {
        return this.process.management();
    }

    /**
     * Has it all happen, one after the other.
     *
     * @param seen whether somebody who looks time and again saw that metric above zero
     */
    void happen(Predicate<String> seen) {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            talk(a, b);
            overANode(a);
            // It waits for no longer than a moment.
            await().until(() -> {
                hurry(a);
                return seen.test("chatter_delivery_backlog");
            });
            a.to(this.bob.username(), "last", "slow");
            neighboursAway(a);
            writingHeldUp(a);
        }
        badFrames();
        slowReader();
    }

    private void talk(V2Socket a, V2Socket b) {
        var room =
                a.request(
                                "create_room",
                                f -> {
                                    f.put("name", "plans").put("visibility", "public");
                                    f.putArray("members").add(this.bob.username());
                                })
                        .get("room")
                        .asString();
        var said = a.send(room, "1", "hi").at("/message/sequence").asLong();
        b.request("react", f -> f.put("room", room).put("sequence", said).put("reaction", "+"));
        b.request("unreact", f -> f.put("room", room).put("sequence", said).put("reaction", "+"));
        a.request(
                "edit",
                f ->
                        f.put("room", room)
                                .put("sequence", said)
                                .put("client_id", "2")
                                .put("text", "ho"));
        a.request("delete", f -> f.put("room", room).put("sequence", said).put("client_id", "3"));
        b.request("leave", f -> f.put("room", room));
        a.sendBad("{\"id\":\"4\",\"type\":\"nonsense\"}");
    }

    /** Told of and by another node, half of it lost. */
    private void overANode(V2Socket a) {
        var there = this.node.user("carl", "here").id();
        var room = this.node.get(DirectRooms.class).of(there, this.alice.username());
        var messages = this.node.get(Messages.class);
        messages.send(new Draft(room, there, null, "hi", null, null)).join();
        a.nextPush("sent", push -> push.at("/message/text").asString().equals("hi"));
        // Nobody hears of the next one, until what follows shows the gap.
        assertThat(
                        new OtherNode(this.database.dataSource())
                                .say(room.value(), there.value(), "silent"))
                .isTrue();
        messages.send(new Draft(room, there, null, "ho", null, null)).join();
        a.nextPush("sent", push -> push.at("/message/text").asString().equals("ho"));
        this.database
                .jdbcClient()
                .sql("SELECT pg_notify('chatter', E'stranger\\n{\"of\": \"tomorrow\"}')")
                .query()
                .singleRow();
    }

    private void hurry(V2Socket a) {
        for (var i = 0; i < 200; i++) {
            var _ =
                    a.ask(
                            "send",
                            f ->
                                    f.put("to", this.bob.username())
                                            .put("client_id", "burst" + System.nanoTime())
                                            .put("text", "quick"));
        }
    }

    private void neighboursAway(V2Socket a) {
        this.chatter.get("/connections", new Person("x", "x", "Bearer unknown"));
        var broken = this.neighbours.uaclAnswers(aResponse().withStatus(500));
        for (var i = 0; i < 12; i++) {
            this.chatter.get("/connections", broken);
        }
        this.neighbours.notifAnswers(aResponse().withStatus(503));
        var taken = a.to(this.bob.username(), "t", "to be taken back");
        for (var i = 0; i < this.others.size(); i++) {
            a.to(this.others.get(i).username(), "n" + i, "fails");
        }
        await().until(() -> value("chatter_notifications_away") > 0);
        a.request(
                "delete",
                f ->
                        f.put("room", taken.get("room").asString())
                                .put("sequence", taken.at("/message/sequence").asLong())
                                .put("client_id", "back"));
        this.neighbours.notifAnswers(aResponse().withStatus(422));
        await().until(() -> value("chatter_notifications_outbox_parked") > 0);
        this.neighbours.notifAnswers(aResponse().withStatus(201).withBody("{}"));
        a.to(this.bob.username(), "again", "arrives");
        await().until(() -> value("chatter_notifications_dropped_total") > 0);
    }

    /** Somebody else holds a room while something is said there. */
    private void writingHeldUp(V2Socket a) {
        var room = a.to(this.bob.username(), "free", "free").get("room").asString();
        var database = this.database.dataSource();
        new TransactionTemplate(new JdbcTransactionManager(database))
                .executeWithoutResult(_ -> {
                    JdbcClient.create(database)
                            .sql("SELECT 1 FROM room_heads WHERE room = ? FOR UPDATE")
                            .param(room)
                            .query()
                            .singleRow();
                    this.held =
                            a.ask(
                                    "send",
                                    f ->
                                            f.put("room", room)
                                                    .put("client_id", "h")
                                                    .put("text", "x"));
                    await().until(() -> value("chatter_messages_backlog") > 0);
                });
        assertThat(this.held.join().has("error")).isFalse();
    }

    private double value(String series) {
        return Scrape.of(management()).values().getOrDefault(series, 0.0);
    }

    private void badFrames() {
        var socket = this.chatter.connect(this.alice);
        for (var i = 0; i <= 20; i++) {
            socket.sendBad("{");
        }
        await().until(socket::isClosed);
    }

    /** Says much to himself and reads nothing of it. */
    private void slowReader() {
        var token = this.chatter.token(this.bob);
        try (var reader = RawSocket.handshake(this.process.port(), "/ws?token=" + token, 4096)) {
            var frame =
                    FrameContract.V1.sent(
                            "{\"username_to\":\"%s\",\"message\":\"%s\"}"
                                    .formatted(this.bob.username(), "x".repeat(8000)));
            for (var i = 0; i < 1000 && !isClosed("slow_consumer"); i++) {
                reader.write(RawSocket.TEXT, frame);
            }
            await().until(() -> isClosed("slow_consumer"));
        }
    }

    private boolean isClosed(String reason) {
        return management()
                .get("/actuator/prometheus", null)
                .body()
                .lines()
                .anyMatch(line ->
                        line.startsWith("chatter_protocol_closed_total")
                                && line.contains(reason)
                                && !line.endsWith(" 0.0"));
    }

    @Override
    public void close() {
        this.node.close();
        this.process.close();
        this.neighbours.close();
        this.database.close();
    }
}
