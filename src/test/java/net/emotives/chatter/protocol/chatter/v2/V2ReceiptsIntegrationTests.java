package net.emotives.chatter.protocol.chatter.v2;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.ChatterTest;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.V2Socket;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.util.Map;

/** Who got and read what, who is here and who types. */
@ChatterTest
class V2ReceiptsIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;
    private Person alice = new Person("", "", "");
    private Person bob = this.alice;

    @BeforeEach
    void nameTwo() {
        this.alice = this.chatter.known(this.neighbours.person("alice", "here"));
        this.bob = this.chatter.known(this.neighbours.person("bob", "here"));
    }

    @Test
    void senderSeesWhatWasDeliveredAndRead() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = three(a);
            acknowledge(b, "deliver", room, 2);
            var delivered = a.nextPush("delivered");
            assertThat(delivered.get("username").asString()).isEqualTo(this.bob.username());
            assertThat(delivered.get("sequence").asLong()).isEqualTo(2);
            acknowledge(b, "read", room, 3);
            assertThat(a.nextPush("read").get("sequence").asLong()).isEqualTo(3);
            var state = a.resume("any", Map.of()).get("rooms").get(room);
            assertThat(state.get("delivered").get(this.bob.username()).asLong()).isEqualTo(3);
            assertThat(state.get("read").get(this.bob.username()).asLong()).isEqualTo(3);
        }
    }

    @Test
    void receiptsOnlyMoveForward() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = three(a);
            acknowledge(b, "read", room, 2);
            acknowledge(b, "read", room, 1);
            acknowledge(b, "deliver", room, 1);
            acknowledge(b, "deliver", room, 3);
            assertThat(a.nextPush("delivered").get("sequence").asLong()).isEqualTo(3);
            var state = a.resume("any", Map.of()).get("rooms").get(room);
            assertThat(state.get("read").get(this.bob.username()).asLong()).isEqualTo(2);
            assertThat(a.pushes())
                    .filteredOn(p -> p.get("type").asString().equals("read"))
                    .hasSize(1);
        }
    }

    @Test
    void whatIsNotThereCannotBeRead() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            var room = three(a);
            var refusal = b.refusal("read", f -> f.put("room", room).put("sequence", 4));
            assertThat(refusal.get("code").asString()).isEqualTo("bad_frame");
            assertThat(refusal.get("field").asString()).isEqualTo("sequence");
            acknowledge(b, "read", room, 3);
        }
    }

    @Test
    void otherConnectionsOfTheReaderKnowWhatHeRead() {
        try (var a = this.chatter.connectV2(this.alice);
                var b1 = this.chatter.connectV2(this.bob);
                var b2 = this.chatter.connectV2(this.bob)) {
            var room = three(a);
            acknowledge(b1, "read", room, 3);
            assertThat(b2.nextPush("read").get("sequence").asLong()).isEqualTo(3);
        }
    }

    @Test
    void onlyThoseWhoWatchAreToldWhoComesAndGoes() {
        try (var a = this.chatter.connectV2(this.alice);
                var other = this.chatter.connectV2(this.alice)) {
            var items =
                    a.request("watch", f -> f.putArray("usernames").add(this.bob.username()))
                            .get("items");
            assertThat(items.get(0).get("active").asBoolean()).isFalse();
            try (var b = this.chatter.connectV2(this.bob)) {
                b.welcome();
                assertThat(a.nextPush("presence").get("active").asBoolean()).isTrue();
            }
            var gone = a.nextPush("presence", push -> !push.get("active").asBoolean());
            assertThat(gone.has("last_seen")).isTrue();
            assertThat(other.pushes()).noneMatch(p -> p.get("type").asString().equals("presence"));
            a.request("unwatch", f -> f.putArray("usernames").add(this.bob.username()));
        }
    }

    @Test
    void theOtherSeesWhoTypes() {
        try (var a = this.chatter.connectV2(this.alice);
                var b = this.chatter.connectV2(this.bob)) {
            a.request("typing", f -> f.put("to", this.bob.username()).put("active", true));
            a.request("typing", f -> f.put("to", this.bob.username()).put("active", true));
            assertThat(b.nextPush("typing").get("active").asBoolean()).isTrue();
            a.to(this.bob.username(), "a1", "done");
            assertThat(b.nextPush("typing").get("active").asBoolean()).isFalse();
            assertThat(a.pushes()).noneMatch(p -> p.get("type").asString().equals("typing"));
        }
    }

    private String three(V2Socket socket) {
        socket.to(this.bob.username(), "a1", "one");
        socket.to(this.bob.username(), "a2", "two");
        return socket.to(this.bob.username(), "a3", "three").get("room").asString();
    }

    private static void acknowledge(V2Socket socket, String type, String room, long sequence) {
        socket.request(type, f -> f.put("room", room).put("sequence", sequence));
    }
}
