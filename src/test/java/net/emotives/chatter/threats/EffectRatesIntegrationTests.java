package net.emotives.chatter.threats;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

import java.util.stream.IntStream;

/**
 * Rates count the effects of requests, so that one member cannot increase the load of the others.
 */
@GuardedTest
class EffectRatesIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");

    @BeforeEach
    void name() {
        this.alice = person("alice");
    }

    private Person person(String name) {
        return this.chatter.known(this.neighbours.person(name, "effects"));
    }

    private static String create(V2Socket socket, String room) {
        return socket.request(
                        "create_room",
                        f -> f.put("room", room).put("name", "x").put("visibility", "public"))
                .get("room")
                .asString();
    }

    private static JsonNode refusedToCreate(V2Socket socket, String room) {
        return socket.refusal(
                "create_room",
                f -> f.put("room", room).put("name", "x").put("visibility", "public"));
    }

    @Test
    void roomsThatAreMadeAreCountedAndNoOthers() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = create(a, "first of " + this.alice.username());
            for (var i = 0; i < 4; i++) {
                assertThat(refusedToCreate(a, room).get("code").asString())
                        .isEqualTo("already_exists");
            }
            create(a, "second of " + this.alice.username());
            var refusal = refusedToCreate(a, "third of " + this.alice.username());
            assertThat(refusal.get("code").asString()).isEqualTo("rate_limited");
            assertThat(refusal.get("retry_after").asDouble()).isPositive();
            // A retry gets the same answer as before.
            assertThat(refusedToCreate(a, room).get("code").asString()).isEqualTo("already_exists");
        }
    }

    @Test
    void joinsAndLeavesAreCountedAndRetriesAreNot() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = create(a, "room of " + this.alice.username());
            for (var i = 0; i < 5; i++) {
                a.request("join", f -> f.put("room", room));
            }
            a.request("leave", f -> f.put("room", room));
            a.request("join", f -> f.put("room", room));
            a.request("leave", f -> f.put("room", room));
            assertThat(a.refused("join", f -> f.put("room", room))).isEqualTo("rate_limited");
        }
    }

    @Test
    void receiptsHaveARate() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = create(a, "room of " + this.alice.username());
            a.request("deliver", f -> f.put("room", room).put("sequence", 1));
            a.request("read", f -> f.put("room", room).put("sequence", 1));
            assertThat(a.refused("read", f -> f.put("room", room).put("sequence", 1)))
                    .isEqualTo("rate_limited");
        }
    }

    @Test
    void typingHasARateAndItsEndHasNone() {
        try (var a = this.chatter.connectV2(this.alice)) {
            var room = create(a, "room of " + this.alice.username());
            for (var i = 0; i < 2; i++) {
                a.request("typing", f -> f.put("room", room).put("active", true));
                a.request("typing", f -> f.put("room", room).put("active", false));
            }
            assertThat(a.refused("typing", f -> f.put("room", room).put("active", true)))
                    .isEqualTo("rate_limited");
            a.request("typing", f -> f.put("room", room).put("active", false));
        }
    }

    @Test
    void usersThatAreWatchedAreCountedOneByOne() {
        var others = IntStream.range(0, 4).mapToObj(i -> person("other" + i)).toList();
        try (var a = this.chatter.connectV2(this.alice)) {
            assertThat(watchRefused(a, others)).isEqualTo("limit_exceeded");
            watch(a, others.subList(0, 3));
            a.request("unwatch", f -> add(f.putArray("usernames"), others));
            assertThat(watchRefused(a, others.subList(1, 4))).isEqualTo("rate_limited");
            watch(a, others.subList(2, 4));
            assertThat(watchRefused(a, others.subList(2, 3))).isEqualTo("rate_limited");
        }
    }

    private static void watch(V2Socket socket, Iterable<Person> people) {
        socket.request("watch", f -> add(f.putArray("usernames"), people));
    }

    private static String watchRefused(V2Socket socket, Iterable<Person> people) {
        return socket.refused("watch", f -> add(f.putArray("usernames"), people));
    }

    private static void add(ArrayNode usernames, Iterable<Person> people) {
        people.forEach(person -> usernames.add(person.username()));
    }
}
