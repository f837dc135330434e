package net.emotives.chatter.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.testing.DatabaseLine;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.testing.SaidLines;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** A node that did not reach the database for longer than changes are kept for it. */
class OutOfTouchIntegrationTests {

    private static final Duration KEPT = Duration.ofSeconds(8);

    @Test
    void hasItsConnectionsResume() {
        try (var database = TestDatabase.create();
                var line = DatabaseLine.to(database);
                var node =
                        Node.through(
                                line.port(),
                                database,
                                "chatter.delivery.check=200ms",
                                "chatter.delivery.changes-kept=" + KEPT.toMillis() + "ms")) {
            var audience = new Audience(node);
            var alice = audience.user("alice");
            var closed = audience.listen(new ClosedConnection(alice));
            var said = SaidLines.of("net.emotives.chatter");
            line.cut();
            var since = System.nanoTime();
            await().pollDelay(KEPT.dividedBy(2)).until(() -> true);
            assertThat(closed.reason()).isNull();
            line.mend();

            await().until(() -> closed.reason() == CloseReason.GOING_AWAY);
            await().until(() -> said.lines().contains("INFO The bus is back"));
            said.close();
            assertThat(said.lines())
                    .as("however often it was tried")
                    .doesNotHaveDuplicates()
                    .noneMatch(sentence -> sentence.startsWith("ERROR"))
                    .contains(
                            "WARN The bus is away",
                            "WARN Changes of other nodes could not be read",
                            "INFO Changes are read again");
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isGreaterThan(KEPT.dividedBy(2));

            var room = audience.room(alice);
            var listening = audience.listen(alice);
            var last = audience.say(room, alice);
            await().until(() -> listening.sequences(room).contains(last));
        }
    }
}
