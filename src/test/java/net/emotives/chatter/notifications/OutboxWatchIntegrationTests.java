package net.emotives.chatter.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** How much waits in the outbox, and for how long. */
class OutboxWatchIntegrationTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final NotificationMetrics metrics = new NotificationMetrics(this.registry);

    @Test
    void countsUpToTheLimitAndTellsTheAgeOfTheOldest() {
        try (var database = TestDatabase.create();
                var node = Node.on(database, "chatter.notifications.count-limit=3")) {
            assertThat(value("waiting")).isNaN();
            look(node);
            assertThat(value("waiting")).isZero();
            assertThat(value("age")).isZero();

            var alice = node.user("alice");
            var room = node.get(DirectRooms.class).of(alice, node.user("bob").value());
            for (var text : List.of("1", "2", "3", "4", "5")) {
                node.get(Messages.class)
                        .send(new Draft(room, alice, null, text, null, null))
                        .join();
            }
            node.get(JdbcTemplate.class)
                    .update(
                            "UPDATE messages SET created_at = created_at - INTERVAL '1 hour'"
                                    + " WHERE sequence <= 2");
            node.get(JdbcTemplate.class)
                    .update("UPDATE outbox SET parked_at = now() WHERE sequence = 1");
            look(node);

            assertThat(value("waiting")).isEqualTo(3);
            assertThat(value("parked")).isEqualTo(1);
            assertThat(value("age"))
                    .isBetween(
                            (double) Duration.ofMinutes(59).toSeconds(),
                            (double) Duration.ofMinutes(61).toSeconds());
        }
    }

    private void look(Node node) {
        new OutboxWatch(
                        node.get(JdbcTemplate.class),
                        Clock.systemUTC(),
                        node.get(NotificationsProperties.class),
                        this.metrics)
                .look();
    }

    private double value(String part) {
        return this.registry.get("chatter.notifications.outbox." + part).gauge().value();
    }
}
