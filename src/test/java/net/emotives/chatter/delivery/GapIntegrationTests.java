package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Replay;
import net.emotives.chatter.journal.RoomEvent;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;

import java.util.List;

/**
 * What another node wrote is read where this one notices that it is missing, without any hint and
 * before the next look at the changes.
 */
class GapIntegrationTests {

    private static final String[] DEAF = {
        "chatter.between-nodes.channel=nobody-else",
        "chatter.delivery.check=1h",
        "chatter.delivery.changes-kept=10h"
    };

    @Test
    void readsFromTheLogWhatWasNeverHeardOf() {
        try (var database = TestDatabase.create();
                var here = Node.on(database, DEAF);
                var elsewhere = Node.on(database)) {
            var audience = new Audience(here);
            var others = new Audience(elsewhere);
            var alice = audience.user("alice");
            var bob = audience.user("bob");
            var room = audience.room(alice, bob);
            var quiet = audience.room(alice, bob);
            var listening = audience.listen(bob);

            others.say(room, alice);
            others.say(quiet, alice);
            others.memberships().leave(room, alice.id()).join();
            others.memberships().join(room, alice.id()).join();
            others.say(room, alice);
            var last = audience.say(room, bob);

            await().untilAsserted(() ->
                    assertThat(after(2, listening, room))
                            .extracting(RoomEvent::sequence)
                            .containsExactly(3L, 4L, 5L, 6L, last));
            assertThat(after(2, listening, room).subList(0, 4))
                    .isEqualTo(here.get(Replay.class).piece(room, 2, 6, 100_000).events());
            assertThat(after(2, listening, quiet)).isEmpty();
            assertThat(after(2, listening, room).get(1)).isInstanceOf(RoomEvent.Left.class);
        }
    }

    /** His own coming may have been under way when he began to listen. */
    private static List<RoomEvent> after(
            long sequence, ListeningConnection listening, RoomId room) {
        return listening.events(room).stream()
                .filter(event -> event.sequence() > sequence)
                .toList();
    }
}
