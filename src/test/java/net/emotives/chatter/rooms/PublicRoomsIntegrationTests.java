package net.emotives.chatter.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;
import net.emotives.chatter.users.Realm;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Finding public rooms by the beginning of their names: the request {@code joinable}. */
@ChatterTest
class PublicRoomsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    @Autowired private Rooms rooms;
    @Autowired private Users users;
    @Autowired private JdbcTemplate jdbc;
    private String group = "";
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;

    @BeforeEach
    void nameTwoOfAGroup() {
        this.group = "g_" + UUID.randomUUID();
        this.alice = this.chatter.known(this.neighbours.person("alice", this.group));
        this.bob = this.chatter.known(this.neighbours.person("bob", this.group));
    }

    @Test
    void findsRoomsByTheBeginningOfTheirNamesWhateverTheCase() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var coffee = make(a, "Coffee", "public");
            make(a, "coffee machines", "public");
            make(a, "Tea", "public");
            make(a, "Ödland", "public");
            make(a, "Жизнь", "public");
            make(a, "100 % wool", "public");
            make(a, "Coffee secrets", "private");
            b.request("join", f -> f.put("room", coffee));

            assertThat(found(b, "")) //
                    .containsExactly(
                            "100 % wool", "Coffee", "coffee machines", "Tea", "Ödland", "Жизнь");
            assertThat(found(b, "COF")).containsExactly("Coffee", "coffee machines");
            assertThat(found(b, "öd")).containsExactly("Ödland");
            assertThat(found(b, "ЖИЗ")).containsExactly("Жизнь");
            assertThat(found(b, "coffee m")).containsExactly("coffee machines");
            assertThat(found(b, "offee")).isEmpty();
            assertThat(found(b, "100 %")).containsExactly("100 % wool");
            assertThat(found(b, "%")).isEmpty();
            assertThat(found(b, "_offee")).isEmpty();
            assertThat(found(b, "coffee\\")).isEmpty();

            var items = search(b, f -> f.put("prefix", "coffee")).get("items");
            assertThat(items.get(0).get("room").asString()).isEqualTo(coffee);
            assertThat(items.get(0).get("members").asInt()).isEqualTo(2);
            assertThat(items.get(0).get("joined").asBoolean()).isTrue();
            assertThat(items.get(1).get("members").asInt()).isEqualTo(1);
            assertThat(items.get(1).has("joined")).isFalse();
        }
    }

    @Test
    void showsNothingToAStrangerUnlessGroupsMayTalk() {
        var stranger = this.chatter.known(this.neighbours.person("dave", "elsewhere"));
        try (var a = this.chatter.connectV2(this.alice);
                var d = this.chatter.connectV2(stranger)) {
            var prefix = UUID.randomUUID().toString();
            var room = make(a, prefix + " one", "public");
            make(a, prefix + " two", "public");
            var secret = make(a, prefix + " secret", "private");
            assertThat(found(a, prefix)).hasSize(2);
            assertThat(found(d, prefix)).isEmpty();
            assertThat(after(a, prefix, room)).containsExactly(prefix + " two");
            // A cursor tells nothing of a room that is not the user's to find.
            for (var cursor : List.of(room, secret, "none")) {
                assertThat(after(d, "", cursor)).isEmpty();
            }
            assertThat(after(a, prefix, secret)).isEmpty();

            var open =
                    new PublicRooms(
                            this.rooms,
                            this.users,
                            RoomLimitsIntegrationTests.properties(true, InvitePolicy.GROUP),
                            this.jdbc);
            assertThat(open.page(new UserId(stranger.username()), prefix, null, 10)).hasSize(2);
        }
    }

    @Test
    void comesInPagesOfACountAndOfBytes() {
        var data = "{\"x\":\"" + "y".repeat(8_000) + "\"}";
        for (var number = 100; number < 120; number++) {
            insert("big %d".formatted(number), data);
        }
        for (var number = 10; number < 15; number++) {
            insert("SAME", null);
        }
        try (var b = this.chatter.connectV2(this.bob)) {
            var first = search(b, f -> f.put("limit", 7));
            assertThat(first.get("items")).hasSize(7);
            var byCount = all(b, 7);
            assertThat(byCount).hasSize(25).doesNotHaveDuplicates();
            var byBytes = search(b, _ -> {});
            assertThat(byBytes.get("items").size()).isBetween(10, 19);
            assertThat(all(b, 100)).isEqualTo(byCount);
        }
    }

    @Test
    void readsOneRangeOfAnIndex() {
        insert("plan", null);
        this.jdbc.update(
                """
                INSERT INTO rooms (id, visibility, name, user_group)
                SELECT ? || n, 'public', 'plan ' || n, 'group ' || n % 100 FROM generate_series(1, 2000) n
                """,
                this.group);
        this.jdbc.execute("ANALYZE rooms");
        var user = new UserId(this.alice.username());
        for (var open : List.of(true, false)) {
            var searched =
                    new PublicRooms(
                            this.rooms,
                            this.users,
                            RoomLimitsIntegrationTests.properties(open, InvitePolicy.GROUP),
                            this.jdbc);
            assertThat(searched.page(user, "pl", null, 10)).isNotEmpty();
            var statement = searched.statement(Realm.NATIVE);
            var plan =
                    String.join(
                            "\n",
                            this.jdbc.queryForList(
                                    "EXPLAIN " + statement.replace("LIMIT ?", "LIMIT 10"),
                                    String.class,
                                    open
                                            ? new Object[] {"x", "", "", "pl", "pl"}
                                            : new Object[] {"x", "", "", "pl", "pl", this.group}));
            assertThat(plan)
                    .contains(open ? "rooms_public_idx" : "rooms_public_group_idx")
                    .doesNotContain("Sort")
                    .doesNotContain("Seq Scan");
            assertThat(plan.lines().filter(line -> line.contains("Index Cond")).findFirst())
                    .hasValueSatisfying(condition -> assertThat(condition).contains("<", ">="));
        }
    }

    private void insert(String name, @Nullable String data) {
        var id = UUID.randomUUID().toString();
        this.jdbc.update(
                "INSERT INTO rooms (id, visibility, name, data, user_group) VALUES (?, 'public', ?,"
                        + " ?, ?)",
                id,
                name,
                data,
                this.group);
        this.jdbc.update("INSERT INTO room_heads (room, members) VALUES (?, 1)", id);
    }

    private static String make(V2Socket socket, String name, String visibility) {
        return socket.request("create_room", f -> f.put("name", name).put("visibility", visibility))
                .get("room")
                .asString();
    }

    private static JsonNode search(V2Socket socket, Consumer<ObjectNode> fields) {
        return socket.request("joinable", fields);
    }

    private static List<String> found(V2Socket socket, String prefix) {
        return names(search(socket, f -> f.put("prefix", prefix)));
    }

    private static List<String> after(V2Socket socket, String prefix, String cursor) {
        return names(search(socket, f -> f.put("prefix", prefix).put("after", cursor)));
    }

    private static List<String> names(JsonNode page) {
        return page.get("items").valueStream().map(item -> item.get("name").asString()).toList();
    }

    /** The ids of all rooms, page by page. */
    private static List<String> all(V2Socket socket, int limit) {
        var ids = new ArrayList<String>();
        var page = search(socket, f -> f.put("limit", limit));
        while (true) {
            page.get("items").forEach(item -> ids.add(item.get("room").asString()));
            var cursor = page.path("after").asString("");
            if (cursor.isEmpty()) {
                return ids;
            }
            page = search(socket, f -> f.put("limit", limit).put("after", cursor));
        }
    }
}
