package net.emotives.chatter.bus;

import net.emotives.chatter.database.DirectDatabase;
import net.emotives.chatter.testing.Node;

import org.springframework.jdbc.core.JdbcTemplate;

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
