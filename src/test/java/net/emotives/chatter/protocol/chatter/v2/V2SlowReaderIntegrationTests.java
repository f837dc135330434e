package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.RawSocket;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Who does not read in a room of a thousand is cut, comes back, and has everything. */
@ChatterTest
@TestPropertySource(
        properties = {
            "chatter.messages.send-rate.burst=100000",
            "chatter.messages.replay-limit=5000",
            "chatter.socket.queue-limit=64KB",
            // Who does not read is to be told at the end that he was too slow.
            "chatter.socket.send-timeout=2m"
        })
class V2SlowReaderIntegrationTests {

    private static final int MEMBERS = 1000;
    private static final int CONNECTED = 20;
    private static final int SAID = 200;
    private static final int LENGTH = 7900;

    /** What the system keeps, with a send buffer of the default size and the client's own. */
    private static final int KEPT = 512 * 1024;

    /** So many are fewer than may wait for somebody. */
    private static final int TOGETHER = 4;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;

    @Test
    void isCutAndResumesCompletelyWhileTheOthersGoOn() {
        var alice = this.chatter.known(this.neighbours.person("alice", "here"));
        var slow = this.chatter.known(this.neighbours.person("slow", "here"));
        try (var a = this.chatter.connectV2(alice)) {
            var room = room(a, slow);
            fill(room);
            var others = IntStream.range(0, CONNECTED).mapToObj(i -> member(a, room, i)).toList();
            var head =
                    a.request("history", f -> f.put("room", room)).get("items").size()
                            + 2L
                            + CONNECTED;
            var raw =
                    RawSocket.handshake(
                            this.chatter.port(),
                            "/ws?token=" + this.chatter.token(slow),
                            4096,
                            "Sec-WebSocket-Protocol: chatter.v2");
            raw.write(RawSocket.TEXT, "{\"type\":\"ping\",\"id\":\"1\"}");
            awaitOk(raw);
            var text = "x".repeat(LENGTH);
            for (var i = 1; i <= SAID; i++) {
                a.send(room, "m" + i, text);
                // Where the machine is slow, answers are faster than pushes, of which few may wait.
                var sequence = head + i;
                awaitSent(a, sequence);
                if (i % TOGETHER == 0) {
                    others.forEach(other -> awaitSent(other, sequence));
                }
            }
            var last = head + SAID;
            for (var other : others) {
                assertThat(other.pushes())
                        .filteredOn(push -> push.get("type").asString().equals("sent"))
                        .extracting(push -> push.get("sequence").asLong())
                        .containsExactlyElementsOf(
                                LongStream.rangeClosed(head + 1, last).boxed().toList());
                other.close();
            }
            var got = drained(raw);
            assertThat(got).hasSizeLessThan(KEPT / LENGTH);
            resume(a, slow, room, got, head, last);
        }
    }

    @Test
    void replayIsReadAsTheClientTakesIt() {
        var alice = this.chatter.known(this.neighbours.person("alice", "here"));
        String room;
        JsonNode epoch;
        try (var a = this.chatter.connectV2(alice)) {
            room = room(a, alice);
            epoch = a.welcome().get("epoch");
        }
        // No connection follows the room, so that rows inserted behind the node's back cause no
        // gap.
        var head = talk(room, alice);
        try (var raw =
                RawSocket.handshake(
                        this.chatter.port(),
                        "/ws?token=" + this.chatter.token(alice),
                        64 * 1024,
                        "Sec-WebSocket-Protocol: chatter.v2")) {
            var resume =
                    JsonMapper.shared().createObjectNode().put("type", "resume").put("id", "1");
            resume.set("epoch", epoch);
            resume.putObject("rooms").put(room, 1);
            raw.write(RawSocket.TEXT, resume.toString());
            var got = new ArrayList<Long>(List.of(nextSent(raw).get("sequence").asLong()));
            // If the replay were read ahead of the client, this row would have been read by now.
            this.jdbc
                    .sql("UPDATE messages SET body = 'later' WHERE room = ? AND sequence = ?")
                    .params(room, head)
                    .update();
            var last = nextSent(raw);
            for (; last.get("sequence").asLong() < head; last = nextSent(raw)) {
                got.add(last.get("sequence").asLong());
            }
            assertThat(last.get("message").get("text").asString()).isEqualTo("later");
            assertThat(got).containsExactlyElementsOf(LongStream.range(2, head).boxed().toList());
        }
    }

    /** Inserts many messages into the room; returns the last sequence. */
    private long talk(String room, Person by) {
        this.jdbc
                .sql(
                        """
                        INSERT INTO messages (room, sequence, ordinal, sender, body, created_at)
                        SELECT ?, n + 1, n, ?, repeat('x', ?), now() FROM generate_series(1, ?) n
                        """)
                .params(room, by.username(), LENGTH, SAID)
                .update();
        this.jdbc
                .sql("UPDATE room_heads SET sequence = ?, ordinal = ? WHERE room = ?")
                .params(SAID + 1, SAID, room)
                .update();
        return SAID + 1L;
    }

    private static JsonNode nextSent(RawSocket raw) {
        while (true) {
            var frame = Objects.requireNonNull(raw.read());
            if (frame.opcode() == RawSocket.CLOSE) {
                throw new AssertionError("closed with " + frame.closeCode());
            }
            if (frame.opcode() == RawSocket.TEXT && frame.text().contains("\"sent\"")) {
                return JsonMapper.shared().readTree(frame.text());
            }
        }
    }

    private static void awaitSent(V2Socket socket, long sequence) {
        socket.nextPush("sent", push -> push.get("sequence").asLong() == sequence);
    }

    /** From now on it gets what is said. */
    private static void awaitOk(RawSocket raw) {
        var frame = raw.read();
        while (!Objects.requireNonNull(frame).text().startsWith("{\"type\":\"ok\"")) {
            frame = raw.read();
        }
    }

    private void resume(
            V2Socket a, Person slow, String room, List<Long> got, long head, long last) {
        var seen = got.isEmpty() ? head : got.getLast();
        try (var back = this.chatter.connectV2(slow)) {
            var state =
                    back.resume(a.welcome().get("epoch").asString(), Map.of(room, seen))
                            .get("rooms")
                            .get(room);
            assertThat(state.get("recovered").asBoolean()).isTrue();
            back.nextPush("sent", push -> push.get("sequence").asLong() == last);
            back.pushes().stream()
                    .filter(push -> push.get("type").asString().equals("sent"))
                    .forEach(push -> got.add(push.get("sequence").asLong()));
            assertThat(got)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(head + 1, last).boxed().toList());
            System.out.printf(
                    "slow reader: %d of %d before the cut, the rest by resume%n",
                    seen - head, SAID);
        }
    }

    /** What it got before it was cut, and that it was. */
    private static List<Long> drained(RawSocket raw) {
        var got = new ArrayList<Long>();
        var code = 1006;
        for (var frame = raw.read(); frame != null; frame = raw.read()) {
            if (frame.opcode() == RawSocket.CLOSE) {
                code = frame.closeCode();
                break;
            } else if (frame.opcode() == RawSocket.TEXT && frame.text().contains("\"sent\"")) {
                got.add(JsonMapper.shared().readTree(frame.text()).get("sequence").asLong());
            }
        }
        assertThat(code).isEqualTo(4000);
        raw.close();
        return got;
    }

    private String room(V2Socket a, Person slow) {
        return a.request(
                        "create_room",
                        f ->
                                f.put("name", "large")
                                        .put("visibility", "public")
                                        .putArray("members")
                                        .add(slow.username()))
                .get("room")
                .asString();
    }

    private V2Socket member(V2Socket a, String room, int i) {
        var person = this.chatter.known(this.neighbours.person("m" + i, "here"));
        a.request("invite", f -> f.put("room", room).put("username", person.username()));
        var socket = this.chatter.connectV2(person);
        socket.request("ping");
        return socket;
    }

    private void fill(String room) {
        this.jdbc
                .sql(
                        """
                        INSERT INTO users (username)
                        SELECT :room || n FROM generate_series(1, :members) AS n
                        """)
                .param("room", room)
                .param("members", MEMBERS)
                .update();
        this.jdbc
                .sql(
                        """
                        INSERT INTO members (room, username)
                        SELECT :room, :room || n FROM generate_series(1, :members) AS n
                        """)
                .param("room", room)
                .param("members", MEMBERS)
                .update();
        this.jdbc
                .sql("UPDATE room_heads SET members = members + :members WHERE room = :room")
                .param("room", room)
                .param("members", MEMBERS)
                .update();
    }
}
