package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.ResumePages;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import tools.jackson.databind.JsonNode;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A user in more rooms, with more members and longer names, than one frame can tell of, with the
 * default settings: nothing that others make grow keeps it out.
 */
@ChatterTest
class V2ManyRoomsIntegrationTests {

    private static final int LIMIT = 128 * 1024;

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private JdbcClient jdbc;
    private Person alice = new Person("", "", "");

    @BeforeEach
    void nameOne() {
        this.alice = this.chatter.known(this.neighbours.person("alice", "here"));
    }

    @Test
    void resumesRoomsWithManyReaders() {
        var rooms = rooms(150, "", "room");
        this.jdbc
                .sql(
                        """
                        INSERT INTO users (username)
                        SELECT 'reader of a name that is long ' || n FROM generate_series(1, 61) AS n
                        """)
                .update();
        this.jdbc
                .sql(
                        """
                        INSERT INTO members (room, username)
                        SELECT r, 'reader of a name that is long ' || n
                        FROM unnest(?) AS r, generate_series(1, 61) AS n
                        """)
                .param(rooms.toArray(String[]::new))
                .update();
        this.jdbc
                .sql(
                        """
                        INSERT INTO receipts (room, username, delivered, read, read_ordinal)
                        SELECT r, 'reader of a name that is long ' || n, 1, 1, 1
                        FROM unnest(?) AS r, generate_series(1, 61) AS n
                        """)
                .param(rooms.toArray(String[]::new))
                .update();
        this.jdbc
                .sql("UPDATE room_heads SET members = 62 WHERE room = ANY (?)")
                .param(rooms.toArray(String[]::new))
                .update();
        try (var socket = this.chatter.connectV2(this.alice)) {
            var pages = resumed(socket, positions(rooms));
            assertThat(pages.answers()).hasSizeGreaterThan(2).anyMatch(ok -> ok.has("rest"));
            assertThat(pages.whole().get("rooms").size()).isEqualTo(150);
            assertThat(pages.whole().get("rooms"))
                    .allMatch(room -> room.get("recovered").asBoolean())
                    .allMatch(room -> room.get("read").size() == 61);
            assertThat(resumed(socket, Map.of()).whole().get("rooms").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(rooms);
        }
    }

    @Test
    void isGreetedAndResumedInThousandsOfRoomsWithLongNames() {
        var rooms = rooms(2600, "ü".repeat(80), "😀".repeat(200));
        try (var socket = this.chatter.connectV2(this.alice)) {
            assertThat(bytes(socket.welcome())).isLessThan(1000);
            // A round that is abandoned in its last pages leaves nothing out of the next one.
            assertThat(socket.request("resume", f -> f.putObject("rooms")).has("after")).isTrue();
            var unnamed = resumed(socket, Map.of());
            assertThat(unnamed.answers()).hasSizeGreaterThanOrEqualTo(13);
            assertThat(unnamed.whole().get("rooms").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(rooms);
            var named = resumed(socket, positions(rooms));
            assertThat(named.whole().get("rooms").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(rooms);
            assertThat(named.whole().get("rooms").valueStream())
                    .filteredOn(room -> room.get("recovered").asBoolean())
                    .as("those that are carried")
                    .hasSize(1000);
            assertThat(listed(socket)).containsExactlyInAnyOrderElementsOf(rooms);
        }
    }

    @Test
    void answersMembersWithLongNamesInPages() {
        var room = rooms(1, "", "room").getFirst();
        this.jdbc
                .sql(
                        """
                        INSERT INTO users (username)
                        SELECT repeat('😀', 120) || n FROM generate_series(1, 2000) AS n
                        """)
                .update();
        this.jdbc
                .sql(
                        """
                        INSERT INTO members (room, username)
                        SELECT ?, repeat('😀', 120) || n FROM generate_series(1, 2000) AS n
                        """)
                .param(room)
                .update();
        try (var socket = this.chatter.connectV2(this.alice)) {
            var members = new ArrayList<String>();
            var after = "";
            while (after != null) {
                var cursor = after;
                var ok =
                        socket.request(
                                "members",
                                f -> {
                                    f.put("room", room);
                                    if (!cursor.isEmpty()) {
                                        f.put("after", cursor);
                                    }
                                });
                assertThat(bytes(ok)).isLessThan(LIMIT + 1000);
                ok.get("items").forEach(item -> members.add(item.get("username").asString()));
                after = ok.has("after") ? ok.get("after").asString() : null;
            }
            assertThat(members).hasSize(2001).doesNotHaveDuplicates();
        }
    }

    @Test
    void waitsForAClientThatAsksForMoreThanMayWait() {
        var room = rooms(1, "", "room").getFirst();
        this.jdbc
                .sql(
                        """
                        INSERT INTO messages (room, sequence, ordinal, sender, body, client_id, created_at)
                        SELECT ?, n + 1, n, ?, repeat('😀', 8000), 'c' || n, now()
                        FROM generate_series(1, 20) AS n
                        """)
                .params(room, this.alice.username())
                .update();
        this.jdbc
                .sql("UPDATE room_heads SET sequence = 21, ordinal = 20 WHERE room = ?")
                .param(room)
                .update();
        try (var socket = this.chatter.connectV2(this.alice)) {
            var asked = new ArrayList<CompletableFuture<JsonNode>>();
            for (var i = 0; i < 100; i++) {
                asked.add(socket.ask("history", f -> f.put("room", room)));
            }
            var bytes = 0L;
            for (var answer : asked) {
                assertThat(answer.join().get("type").asString()).isEqualTo("ok");
                bytes += bytes(answer.join());
            }
            assertThat(bytes).isGreaterThan(8_000_000);
            assertThat(socket.isClosed()).isFalse();
        }
    }

    private ResumePages resumed(V2Socket socket, Map<String, Long> seen) {
        var pages = new ResumePages(socket.welcome().get("epoch").asString(), seen, 200);
        while (!pages.isDone()) {
            var ok = socket.request("resume", pages.next());
            assertThat(bytes(ok)).isLessThanOrEqualTo(LIMIT);
            pages.answered(ok);
        }
        return pages;
    }

    private static List<String> listed(V2Socket socket) {
        var rooms = new ArrayList<String>();
        var ok = socket.request("rooms");
        while (true) {
            assertThat(bytes(ok)).isLessThan(LIMIT + 1000);
            ok.get("items").forEach(item -> rooms.add(item.get("room").asString()));
            if (!ok.has("after")) {
                return rooms;
            }
            var after = ok.get("after").asString();
            ok = socket.request("rooms", f -> f.put("after", after));
        }
    }

    private static int bytes(JsonNode frame) {
        return frame.toString().getBytes(StandardCharsets.UTF_8).length;
    }

    private static Map<String, Long> positions(List<String> rooms) {
        var positions = new LinkedHashMap<String, Long>();
        rooms.forEach(room -> positions.put(room, 1L));
        return positions;
    }

    /** Private rooms of the one, with nothing in them but its joining. */
    private List<String> rooms(int count, String suffix, String name) {
        var prefix = this.alice.username() + "/";
        this.jdbc
                .sql(
                        """
                        INSERT INTO rooms (id, visibility, name)
                        SELECT ? || n || ?, 'private', ? FROM generate_series(1, ?) AS n
                        """)
                .params(prefix, suffix, name, count)
                .update();
        var rooms =
                this.jdbc
                        .sql("SELECT id FROM rooms WHERE starts_with(id, ?)")
                        .param(prefix)
                        .query((row, _) -> row.getString(1))
                        .list();
        this.jdbc
                .sql(
                        """
                        INSERT INTO room_heads (room, sequence, ordinal, members)
                        SELECT id, 1, 0, 1 FROM rooms WHERE starts_with(id, ?)
                        """)
                .param(prefix)
                .update();
        this.jdbc
                .sql(
                        """
                        INSERT INTO members (room, username, joined)
                        SELECT id, ?, 1 FROM rooms WHERE starts_with(id, ?)
                        """)
                .params(this.alice.username(), prefix)
                .update();
        this.jdbc
                .sql(
                        """
                        INSERT INTO room_events (room, sequence, kind, actor, at, client_id, subject)
                        SELECT id, 1, 'joined', ?, now(), 'join', ? FROM rooms WHERE starts_with(id, ?)
                        """)
                .params(this.alice.username(), this.alice.username(), prefix)
                .update();
        return rooms;
    }
}
