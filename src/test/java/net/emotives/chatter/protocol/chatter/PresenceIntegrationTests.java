package net.emotives.chatter.protocol.chatter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.testing.Chatter;
import net.emotives.chatter.testing.Neighbours;
import net.emotives.chatter.testing.Person;
import net.emotives.chatter.testing.ReturnTest;
import net.emotives.chatter.testing.Socket;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Who is told when somebody comes and goes. */
@ReturnTest
class PresenceIntegrationTests {

    @Autowired private Chatter chatter;
    @Autowired private Neighbours neighbours;

    @Test
    void firstAndLastConnectionAreNewsToTheOthersOfTheGroup() {
        var watcher = this.neighbours.person("watcher", "first");
        var comer = this.neighbours.person("comer", "first");
        try (var w = this.chatter.connect(watcher)) {
            var one = this.chatter.connect(comer);
            assertThat(w.next().toString())
                    .isEqualTo("{\"username\":\"%s\",\"active\":true}".formatted(comer.username()));
            var two = this.chatter.connect(comer);
            one.close();
            mark(w, watcher);
            assertThat(active(watcher, comer)).isTrue();
            two.close();
            assertThat(w.next().toString())
                    .isEqualTo(
                            "{\"username\":\"%s\",\"active\":false}".formatted(comer.username()));
            assertThat(active(watcher, comer)).isFalse();
        }
    }

    @Test
    void quickReconnectIsNobodysNews() {
        var watcher = this.neighbours.person("watcher", "quick");
        var comer = this.neighbours.person("comer", "quick");
        try (var w = this.chatter.connect(watcher)) {
            var before = this.chatter.connect(comer);
            w.nextPresence(comer);
            var token = this.chatter.token(comer);
            before.close();
            try (var after = this.chatter.connect(token)) {
                // Longer than the grace: what would come has come.
                after.say(watcher.username(), "back");
                assertThat(w.next().get("message").asString()).isEqualTo("back");
                await().pollDelay(Duration.ofSeconds(5)).until(() -> true);
                mark(w, watcher);
            }
        }
    }

    @Test
    void otherGroupsAndOneselfAreNotTold() {
        var stranger = this.neighbours.person("stranger", "elsewhere");
        var comer = this.neighbours.person("comer", "somewhere");
        try (var s = this.chatter.connect(stranger);
                var c = this.chatter.connect(comer);
                var again = this.chatter.connect(comer)) {
            mark(s, stranger);
            mark(c, comer);
            assertThat(again.nextMessage().get("message").asString()).isEqualTo("mark");
        }
    }

    @Test
    void groupsAboveTheLimitAreNotTold() {
        var first = this.neighbours.person("first", "large");
        try (var f = this.chatter.connect(first)) {
            var others =
                    IntStream.range(0, 3)
                            .mapToObj(i ->
                                    this.chatter.connect(
                                            this.neighbours.person("other" + i, "large")))
                            .toList();
            assertThat(f.next().get("active").asBoolean()).isTrue();
            assertThat(f.next().get("active").asBoolean()).isTrue();
            mark(f, first);
            others.forEach(Socket::close);
        }
    }

    @Test
    void whoChangesTheGroupGoesFromOneAndComesToTheOther() {
        var left = this.neighbours.person("left", "old group");
        var joined = this.neighbours.person("joined", "new group");
        var mover = this.neighbours.person("mover", "old group");
        try (var l = this.chatter.connect(left);
                var j = this.chatter.connect(joined);
                var m = this.chatter.connect(mover)) {
            assertThat(l.nextPresence(mover).get("active").asBoolean()).isTrue();
            this.chatter.token(this.neighbours.login(mover.username(), "new group"));
            assertThat(l.nextPresence(mover).get("active").asBoolean()).isFalse();
            assertThat(j.nextPresence(mover).get("active").asBoolean()).isTrue();
            m.say(joined.username(), "hello");
            assertThat(j.nextMessage().get("message").asString()).isEqualTo("hello");
        }
    }

    /** Fails where anything comes before a message to oneself. */
    private static void mark(Socket socket, Person person) {
        socket.say(person.username(), "mark");
        assertThat(socket.next().path("message").asString()).isEqualTo("mark");
    }

    private boolean active(Person asking, Person about) {
        return StreamSupport.stream(
                        this.chatter.get("/connections", asking).result().spliterator(), false)
                .filter(user -> user.get("username").asString().equals(about.username()))
                .findFirst()
                .orElseThrow()
                .get("active")
                .asBoolean();
    }
}
