package net.emotives.chatter.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.database.DirectDatabase;
import net.emotives.chatter.testing.DatabaseLine;
import net.emotives.chatter.testing.Node;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

class PostgresBusIntegrationTests implements BusContract {

    private final String channel = "Contract \"" + UUID.randomUUID() + "\"";

    @Override
    public Bus end() {
        return on(this.channel);
    }

    @Override
    public Bus elsewhere() {
        return on("elsewhere");
    }

    private static Bus on(String channel) {
        return new PostgresBus(Node.shared().get(DirectDatabase.class), channel);
    }

    @Test
    void holdsOnToNobodyWhileTheDatabaseIsFrozen() {
        try (var database = TestDatabase.create();
                var line = DatabaseLine.to(database);
                var node = Node.at(database.urlThrough(line.port()) + "?socketTimeout=0")) {
            var bus =
                    new PostgresBus(
                            node.get(DirectDatabase.class), this.channel, Duration.ofMillis(500));
            try (var ear = BusContract.Ear.at(bus)) {
                bus.publish(List.of("before"));
                ear.awaitLast("before");
                line.freeze();

                var first = Thread.startVirtualThread(() -> publish(bus));
                await().until(() -> !first.isAlive());

                var next = Thread.startVirtualThread(() -> publish(bus));
                await().until(() -> isConnecting(next));
                bus.close();
                assertThat(isConnecting(next)).as("close waited for it").isTrue();
            } finally {
                line.thaw();
            }
        }
    }

    @Test
    void storesLargeTextsAloneAndForAShortTime() throws SQLException {
        var stored = new StoredTexts(10, Duration.ZERO);
        try (var database = TestDatabase.create();
                var node = Node.at(database.url());
                var connection = node.get(DirectDatabase.class).connect()) {
            var large = "x".repeat(11);
            var told = stored.store(connection, List.of("short", large, "é".repeat(5)));
            assertThat(told).startsWith("short").endsWith("é".repeat(5)).doesNotContain(large);
            assertThat(StoredTexts.read(connection, told.get(0))).contains("short");
            assertThat(StoredTexts.read(connection, told.get(1))).contains(large);
            assertThat(node.get(JdbcTemplate.class).queryForList("SELECT text FROM bus_texts"))
                    .hasSize(1);

            stored.store(connection, List.of("é".repeat(6)));
            assertThat(StoredTexts.read(connection, told.get(1))).isEmpty();
        }
    }

    private static void publish(Bus bus) {
        assertThatThrownBy(() -> bus.publish(List.of("frozen"))).isInstanceOf(BusAway.class);
    }

    private static boolean isConnecting(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(DirectDatabase.class.getName()));
    }

    @Override
    public void interrupt() {
        Node.shared()
                .get(JdbcTemplate.class)
                .queryForList(
                        """
                        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                        WHERE application_name = 'chatter-bus' AND datname = current_database()
                        """);
    }
}
