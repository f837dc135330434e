package net.emotives.chatter.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.GenerousTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.V2Socket;
import net.emotives.chatter.transport.LinkOutput;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Frames of every length come whole and in order, alone and written together: those of one byte of
 * length, of two and of eight (RFC 6455, section 5.2), and those that fill the buffer just so.
 */
@GenerousTest
class FrameLengthsIntegrationTests {

    /** What a push has beside its text, more or less. */
    private static final int AROUND = 300;

    /** So few that a queue never holds too many. */
    private static final int TOGETHER = 10;

    /** More than the system keeps for a client that does not read, and fewer than may wait. */
    private static final int PAUSED = 50;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Test
    void comeWholeAroundTheEndOfTheBuffer() {
        var alice = this.chatter.known(this.neighbours.person("alice", "here"));
        var bob = this.chatter.known(this.neighbours.person("bob", "here"));
        try (var a = this.chatter.connectV2(alice);
                var b = this.chatter.connectV2(bob)) {
            var room = a.to(bob.username(), "first", "hello").get("room").asString();
            b.nextPush("sent");
            for (var i = 0; i < AROUND; i += TOGETHER) {
                CompletableFuture.allOf(
                                IntStream.range(i, i + TOGETHER)
                                        .mapToObj(number -> say(a, room, number))
                                        .toArray(CompletableFuture[]::new))
                        .join();
            }

            for (var i = 0; i < AROUND; i++) {
                var push = b.nextPush("sent");
                assertThat(push.get("sequence").asLong()).isEqualTo(i + 2);
                assertThat(push.get("message").get("text").asString()).isEqualTo(text(i));
            }

            assertThat(paged(a, room))
                    .containsExactlyElementsOf(
                            Stream.concat(
                                            Stream.of("hello"),
                                            IntStream.range(0, AROUND)
                                                    .mapToObj(FrameLengthsIntegrationTests::text))
                                    .toList());
        }
    }

    @Test
    @Timeout(120)
    void whoPausesMissesNothing() {
        var alice = this.chatter.known(this.neighbours.person("alice", "here"));
        var bob = this.chatter.known(this.neighbours.person("bob", "here"));
        try (var a = this.chatter.connectV2(alice);
                var b =
                        RawSocket.handshake(
                                this.chatter.port(),
                                "/ws?token=" + this.chatter.token(bob),
                                4096,
                                "Sec-WebSocket-Protocol: " + V2Socket.SUBPROTOCOL)) {
            b.write(RawSocket.TEXT, "{\"type\":\"ping\",\"id\":\"1\"}");
            nextOf(b, "ok");
            for (var i = 1; i <= PAUSED; i++) {
                a.to(bob.username(), "p" + i, "z".repeat(7900));
            }
            for (var i = 1; i <= PAUSED; i++) {
                assertThat(nextOf(b, "sent").get("sequence").asLong()).isEqualTo(i);
            }
        }
    }

    private static JsonNode nextOf(RawSocket socket, String type) {
        while (true) {
            var frame = Objects.requireNonNull(socket.read());
            if (frame.opcode() == RawSocket.TEXT) {
                var json = JsonMapper.shared().readTree(frame.text());
                if (json.get("type").asString().equals(type)) {
                    return json;
                }
            }
        }
    }

    @Test
    void roomsOfLongMessagesComeInMorePages() {
        var carol = this.chatter.known(this.neighbours.person("carol", "here"));
        try (var c = this.chatter.connectV2(carol)) {
            var rooms = new ArrayList<String>();
            for (var i = 0; i < 40; i++) {
                var room = "long%02d-%s".formatted(i, carol.username());
                c.request(
                        "create_room",
                        f -> f.put("room", room).put("name", room).put("visibility", "private"));
                c.send(room, room, "y".repeat(8000));
                rooms.add(room);
            }

            var listed = new ArrayList<String>();
            var pages = 0;
            var cursor = new String[1];
            do {
                var page = c.request("rooms", frame -> frame.put("after", cursor[0]));
                assertThat(page.toString().length()).isLessThan(300_000);
                listed.addAll(
                        page.get("items")
                                .valueStream()
                                .map(it -> it.get("room").asString())
                                .toList());
                cursor[0] = page.path("after").asString(null);
                pages++;
            } while (cursor[0] != null);

            assertThat(listed).containsExactlyElementsOf(rooms);
            assertThat(pages).isEqualTo(2);
        }
    }

    /** All texts, in pages that are shorter than what was asked for, as they would not fit. */
    private static List<String> paged(V2Socket socket, String room) {
        var texts = new ArrayList<String>();
        var cursor = new String[1];
        do {
            var page =
                    socket.request(
                            "history",
                            frame ->
                                    frame.put("room", room)
                                            .put("limit", 1000)
                                            .put("before", cursor[0]));
            assertThat(page.toString().length()).isLessThan(300_000);
            texts.addAll(
                    0,
                    page.get("items").valueStream().map(it -> it.get("text").asString()).toList());
            cursor[0] = page.path("before").asString(null);
        } while (cursor[0] != null);
        return texts;
    }

    private static CompletableFuture<JsonNode> say(V2Socket socket, String room, int number) {
        return socket.ask(
                "send",
                frame ->
                        frame.put("room", room)
                                .put("client_id", "c" + number)
                                .put("text", text(number)));
    }

    /** A few bytes longer each time, every third one short, and some of two bytes a character. */
    private static String text(int number) {
        var length = LinkOutput.BUFFER - AROUND - 150 + number;
        return switch (number % 3) {
            case 0 -> "s";
            case 1 -> "x".repeat(Math.min(length, 8000));
            default -> "é".repeat(length / 2);
        };
    }
}
