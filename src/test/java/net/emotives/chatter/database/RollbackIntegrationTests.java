package net.emotives.chatter.database;

import static net.emotives.chatter.database.OriginalDatabase.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.journal.Draft;
import net.emotives.chatter.membership.DirectRooms;
import net.emotives.chatter.messages.Messages;
import net.emotives.chatter.rooms.RoomId;
import net.emotives.chatter.testing.Node;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;
import net.emotives.chatter.users.Users;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The way back that docs/migrating.md describes, with docs/rollback.sql as it stands there. */
class RollbackIntegrationTests {

    private static final String MESSAGES =
            """
            SELECT id::bigint AS id, username_from, username_to, coalesce(message, '') AS message,
                   coalesce(image_path, '') AS image_path, created_at
            FROM messages ORDER BY id
            """;

    private static final String SCHEMA =
            """
            SELECT table_name, column_name, data_type, character_maximum_length, is_nullable
            FROM information_schema.columns WHERE table_schema = current_schema()
            ORDER BY table_name, ordinal_position
            """;

    @Test
    void givesTheOriginalItsTablesWithWhatWasSaidSince() throws IOException, SQLException {
        try (var database = OriginalDatabase.awkward()) {
            var schema = rows(database, SCHEMA);
            var messages = rows(database, MESSAGES);
            var users = rows(database, "SELECT id, username FROM users ORDER BY id");
            talk(database);
            rollBack(database);

            assertThat(rows(database, SCHEMA)).isEqualTo(schema);
            assertThat(rows(database, "SELECT id, username FROM users ORDER BY id"))
                    .containsAll(users)
                    .hasSize(users.size() + 1);
            var now = rows(database, MESSAGES);
            assertThat(now.subList(0, messages.size())).isEqualTo(messages);
            assertThat(now.subList(messages.size(), now.size()))
                    .extracting(row -> row.get("username_from"), row -> row.get("message"))
                    .containsExactly(tuple("alice", "said since"), tuple("newcomer", "to myself"));
            // The original goes on above them, and chatter takes it over once more.
            run(
                    database,
                    "INSERT INTO messages (username_from, username_to, message, created_at)"
                            + " VALUES ('bob', 'alice', 'by the original', now())");
            Start.once(database);
        }
    }

    private static void rollBack(TestDatabase database) throws IOException, SQLException {
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(Files.readString(Path.of("docs/rollback.sql")));
            connection.commit();
        }
    }

    private static void talk(TestDatabase database) {
        try (var node = Node.on(database)) {
            var alice = new UserId("alice");
            var newcomer = new UserId("newcomer");
            node.get(Users.class).recognise(newcomer, new UserGroup("test"));
            var rooms = node.get(DirectRooms.class);
            say(node, rooms.of(alice, "bob"), alice, "said since");
            say(node, rooms.of(newcomer, "newcomer"), newcomer, "to myself");
        }
    }

    private static void say(Node node, RoomId room, UserId user, String text) {
        var draft = new Draft(room, user, null, text, null, null);
        node.get(Messages.class).send(draft).join();
    }

    private static List<Map<String, Object>> rows(TestDatabase database, String query) {
        return new ArrayList<>(
                JdbcClient.create(database.dataSource()).sql(query).query().listOfRows());
    }
}
