package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.GenerousTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Every page that can be asked for: it holds its limit, each cursor leads somewhere, and the pages
 * make up the whole history.
 */
@GenerousTest
class V2HistoryPagesIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    /** Messages at 2, 3, 5, 6, 8 and 9, of which 3 and 8 are deleted; the reader joins at 4. */
    private static String room(V2Socket a, V2Socket b, boolean hide) {
        var room = "p-" + UUID.randomUUID();
        a.request(
                "create_room",
                f ->
                        f.put("room", room)
                                .put("name", "pages")
                                .put("visibility", "public")
                                .put("hide_history", hide));
        a.send(room, "2", "2");
        a.send(room, "3", "3");
        b.request("join", f -> f.put("room", room));
        a.send(room, "5", "5");
        a.send(room, "6", "6");
        a.request("react", f -> f.put("room", room).put("sequence", 6).put("reaction", "+1"));
        a.send(room, "8", "8");
        a.send(room, "9", "9");
        for (var gone : new int[] {3, 8}) {
            a.request(
                    "delete",
                    f -> f.put("room", room).put("sequence", gone).put("client_id", "d" + gone));
        }
        return room;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void pagesChainUpToTheWholeHistory(boolean hide) {
        try (var a = this.chatter.connectV2(this.neighbours.person("alice", "pages"));
                var b = this.chatter.connectV2(this.neighbours.person("bob", "pages"))) {
            var room = room(a, b, hide);
            var all = hide ? List.of(5L, 6L, 8L, 9L) : List.of(2L, 3L, 5L, 6L, 8L, 9L);
            for (var limit = 1; limit <= all.size() + 1; limit++) {
                check(page(b, room, "", 0, limit), last(all, limit), all);
                assertThat(chained(b, room, page(b, room, "", 0, limit), limit)).isEqualTo(all);
                for (var cursor = 0L; cursor <= 13; cursor++) {
                    check(b, room, cursor, limit, all);
                }
            }
        }
    }

    private static void check(
            V2Socket socket, String room, long cursor, int limit, List<Long> all) {
        var older = all.stream().filter(sequence -> sequence < cursor).toList();
        var newer = all.stream().filter(sequence -> sequence > cursor).toList();
        var from = all.stream().filter(sequence -> sequence >= cursor).toList();
        check(page(socket, room, "before", cursor, limit), last(older, limit), all);
        check(page(socket, room, "after", cursor, limit), first(newer, limit), all);
        var around = new ArrayList<>(last(older, from.isEmpty() ? limit : limit / 2));
        around.addAll(first(from, limit - limit / 2));
        var page = page(socket, room, "around", cursor, limit);
        check(page, around, all);
        assertThat(chained(socket, room, page, limit)).isEqualTo(all);
    }

    private static JsonNode page(
            V2Socket socket, String room, String direction, long cursor, int limit) {
        return socket.request(
                "history",
                f -> {
                    f.put("room", room).put("limit", limit);
                    if (!direction.isEmpty()) {
                        f.put(direction, cursor);
                    }
                });
    }

    private static void check(JsonNode page, List<Long> items, List<Long> all) {
        assertThat(sequences(page)).isEqualTo(items);
        assertThat(page.has("before"))
                .isEqualTo(!items.isEmpty() && items.getFirst() > all.getFirst());
        assertThat(page.has("after"))
                .isEqualTo(!items.isEmpty() && items.getLast() < all.getLast());
    }

    /** Returns the sequences of a page and of all pages that its cursors lead to. */
    private static List<Long> chained(V2Socket socket, String room, JsonNode page, int limit) {
        var shown = new ArrayList<>(sequences(page));
        for (var older = page; older.has("before"); ) {
            older = page(socket, room, "before", older.get("before").asLong(), limit);
            assertThat(sequences(older)).isNotEmpty();
            shown.addAll(0, sequences(older));
        }
        for (var newer = page; newer.has("after"); ) {
            newer = page(socket, room, "after", newer.get("after").asLong(), limit);
            assertThat(sequences(newer)).isNotEmpty();
            shown.addAll(sequences(newer));
        }
        return shown;
    }

    private static List<Long> sequences(JsonNode page) {
        return page.get("items").valueStream().map(item -> item.get("sequence").asLong()).toList();
    }

    private static List<Long> first(List<Long> sequences, int count) {
        return sequences.subList(0, Math.min(count, sequences.size()));
    }

    private static List<Long> last(List<Long> sequences, int count) {
        return sequences.subList(Math.max(0, sequences.size() - count), sequences.size());
    }
}
