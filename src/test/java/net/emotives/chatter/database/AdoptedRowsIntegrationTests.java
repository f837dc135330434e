package net.emotives.chatter.database;

import static net.emotives.chatter.database.OriginalDatabase.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import net.emotives.chatter.TestDatabase;

import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;

/** What becomes of the rows of the original: nothing is lost, and everything gets its place. */
@TestInstance(Lifecycle.PER_CLASS)
class AdoptedRowsIntegrationTests {

    private final TestDatabase database = OriginalDatabase.awkward();
    private List<Tuple> before = List.of();

    @BeforeAll
    void adopts() {
        this.before =
                rows(
                        """
                        SELECT id::bigint, username_from, coalesce(message, ''),
                               coalesce(image_path, ''), created_at
                        FROM messages ORDER BY id
                        """);
        Start.once(this.database);
    }

    @AfterAll
    void drops() {
        this.database.close();
    }

    @Test
    void keepsEveryMessageWithItsIdSenderContentAndTime() {
        var after =
                rows(
                        """
                        SELECT id, sender, coalesce(body, ''), coalesce(image_path, ''), created_at
                        FROM messages ORDER BY id
                        """);
        assertThat(this.before).hasSize(100_017);
        assertThat(after).isEqualTo(this.before);
    }

    @Test
    void putsEveryMessageInTheRoomOfItsTwo() {
        assertThat(
                        rows(
                                """
                                SELECT room, count(*), count(DISTINCT sender) FROM messages
                                GROUP BY room ORDER BY room COLLATE "C"
                                """))
                .containsExactly(
                        tuple("d::alice", 1L, 1L),
                        tuple("d:Zed:alice", 1L, 1L),
                        tuple("d:a%253Ab:a%3Ab", 1L, 1L),
                        tuple("d:a%25b:a%3Ab", 1L, 1L),
                        tuple("d:a%3Ab:bob", 1L, 1L),
                        tuple("d:alice:bob", 8L, 2L),
                        tuple("d:alice:carol", 2L, 1L),
                        tuple("d:bob:late", 100_000L, 2L),
                        tuple("d:carol:carol", 1L, 1L),
                        tuple("d:\uFB01:\uD83D\uDE00", 1L, 1L));
    }

    @Test
    void ordersARoomByTimeAndThenById() {
        assertThat(
                        rows(
                                """
                                SELECT sequence, ordinal, body, image_path FROM messages
                                WHERE room = 'd:alice:bob' ORDER BY sequence
                                """))
                .containsExactly(
                        tuple(1L, 1L, "first", null),
                        tuple(2L, 2L, "second", null),
                        tuple(3L, 3L, "third", null),
                        tuple(4L, 4L, "same time, later id", null),
                        tuple(5L, 5L, null, "/only.png"),
                        tuple(6L, 6L, null, "/empty.png"),
                        tuple(7L, 7L, null, null),
                        tuple(8L, 8L, null, null));
    }

    @Test
    void numbersALongRoomWithoutGapsInTheOrderOfTime() {
        var messages =
                rows(
                        """
                        SELECT sequence, ordinal, created_at, id FROM messages
                        WHERE room = 'd:bob:late' ORDER BY sequence
                        """);
        var numbers = LongStream.rangeClosed(1, 100_000).boxed().toList();
        assertThat(messages).extracting(row -> (Long) row.toList().get(0)).isEqualTo(numbers);
        assertThat(messages).extracting(row -> (Long) row.toList().get(1)).isEqualTo(numbers);
        assertThat(messages)
                .isSortedAccordingTo(
                        Comparator.<Tuple, OffsetDateTime>comparing(
                                        row -> (OffsetDateTime) row.toList().get(2))
                                .thenComparing(row -> (Long) row.toList().get(3)));
    }

    @Test
    void leavesTheHeadOfARoomAtItsLastMessage() {
        assertThat(rows("SELECT room, sequence, ordinal FROM room_heads"))
                .hasSize(10)
                .contains(
                        tuple("d:bob:late", 100_000L, 100_000L),
                        tuple("d:alice:bob", 8L, 8L),
                        tuple("d:carol:carol", 1L, 1L));
        assertThat(
                        rows(
                                """
                                SELECT room, sequence, ordinal FROM room_heads EXCEPT
                                SELECT room, max(sequence), max(ordinal) FROM messages GROUP BY room
                                """))
                .isEmpty();
    }

    @Test
    void datesARoomByItsFirstMessage() {
        assertThat(rows("SELECT id, created_at FROM rooms"))
                .hasSize(10)
                .contains(
                        tuple("d:alice:carol", OffsetDateTime.parse("2025-12-31T00:00:00Z")),
                        tuple("d:alice:bob", OffsetDateTime.parse("2026-01-03T10:00:00.000001Z")));
    }

    @Test
    void makesBothMembersAndOneAloneOfWhoSpokeToHimself() {
        assertThat(
                        rows(
                                """
                                SELECT room, string_agg(username, '|' ORDER BY username), count(*)
                                FROM members GROUP BY room
                                """))
                .containsExactlyInAnyOrder(
                        tuple("d::alice", "|alice", 2L),
                        tuple("d:Zed:alice", "Zed|alice", 2L),
                        tuple("d:a%253Ab:a%3Ab", "a%3Ab|a:b", 2L),
                        tuple("d:a%25b:a%3Ab", "a%b|a:b", 2L),
                        tuple("d:a%3Ab:bob", "a:b|bob", 2L),
                        tuple("d:alice:bob", "alice|bob", 2L),
                        tuple("d:alice:carol", "alice|carol", 2L),
                        tuple("d:bob:late", "bob|late", 2L),
                        tuple("d:carol:carol", "carol", 1L),
                        tuple("d:\uFB01:\uD83D\uDE00", "\uFB01|\uD83D\uDE00", 2L));
    }

    @Test
    void keepsUsersAndMakesOneOfNoGroupAndAnEmptyOne() {
        assertThat(rows("SELECT id, username, user_group FROM users"))
                .hasSize(13)
                .contains(
                        tuple(1L, "alice", "test"),
                        tuple(3L, "carol", null),
                        tuple(4L, "dave", null),
                        tuple(9L, "", null),
                        tuple(5000L, "late", "test"));
    }

    @Test
    void keepsTokensAsTheHashesOfTheirBytes() {
        assertThat(rows("SELECT encode(hash, 'hex'), username, expires_at FROM tokens"))
                .containsExactlyInAnyOrder(
                        tuple(
                                sha256("oqHHVz61h5Oe5W3KMqrs0xmiNgM="),
                                "alice",
                                OffsetDateTime.parse("2100-01-01T00:00:00Z")),
                        tuple(
                                sha256("\u00FCber"),
                                "bob",
                                OffsetDateTime.parse("2001-01-01T00:00:00Z")));
    }

    @Test
    void goesOnWithIdsAboveTheHighest() {
        assertThat(rows("SELECT nextval(pg_get_serial_sequence('messages', 'id'))"))
                .containsExactly(tuple(2_000_001L));
        assertThat(rows("SELECT nextval(pg_get_serial_sequence('users', 'id'))"))
                .containsExactly(tuple(5_001L));
    }

    @Test
    void goesOnBeyondTheNumbersOfTheOriginal() {
        assertThat(rows("SELECT sequencename, data_type::text FROM pg_sequences"))
                .containsExactlyInAnyOrder(
                        tuple("users_id_seq", "bigint"),
                        tuple("messages_id_seq", "bigint"),
                        tuple("bus_texts_id_seq", "bigint"));
    }

    @Test
    void endsWithTheSchemaThatAnEmptyDatabaseGets() {
        try (var fresh = TestDatabase.empty()) {
            Start.once(fresh);
            assertThat(SchemaSnapshot.of(this.database)).isEqualTo(SchemaSnapshot.of(fresh));
        }
    }

    @Test
    void endsWithTheSameSchemaWhateverTheOriginalCalledItsParts() {
        try (var renamed = OriginalDatabase.empty()) {
            run(
                    renamed,
                    "ALTER TABLE users RENAME CONSTRAINT users_pkey TO u_pk",
                    "ALTER TABLE users RENAME CONSTRAINT users_username_key TO u_name",
                    "ALTER TABLE messages RENAME CONSTRAINT messages_pkey TO \"M k\"",
                    "ALTER TABLE messages RENAME CONSTRAINT messages_username_to_fkey TO \"M f\"",
                    "ALTER TABLE tokens RENAME CONSTRAINT tokens_pkey TO rooms_pkey",
                    "ALTER SEQUENCE users_id_seq RENAME TO \"U seq\"",
                    "ALTER SEQUENCE messages_id_seq RENAME TO m_seq",
                    "ALTER INDEX users_user_group_idx RENAME TO g",
                    "ALTER INDEX messages_username_to_idx RENAME TO members_username_idx",
                    "DROP INDEX users_username_idx",
                    "CREATE INDEX messages_room_sequence_key ON messages (created_at)",
                    "INSERT INTO users (username) VALUES ('alice')",
                    "INSERT INTO messages (username_from, username_to, created_at)"
                            + " VALUES ('alice', 'alice', now())");
            Start.once(renamed);
            assertThat(SchemaSnapshot.of(renamed)).isEqualTo(SchemaSnapshot.of(this.database));
            run(renamed, "INSERT INTO users (username) VALUES ('bob')");
        }
    }

    private List<Tuple> rows(String sql) {
        return this.database.jdbcClient().sql(sql).query((row, _) -> tuple(values(row))).list();
    }

    private static Object[] values(ResultSet row) throws SQLException {
        var values = new Object[row.getMetaData().getColumnCount()];
        for (var column = 1; column <= values.length; column++) {
            var type = row.getMetaData().getColumnTypeName(column);
            values[column - 1] =
                    type.equals("timestamptz")
                            ? row.getObject(column, OffsetDateTime.class)
                            : row.getObject(column);
        }
        return values;
    }

    private static String sha256(String text) {
        try {
            var bytes =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(bytes);
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("no SHA-256", never);
        }
    }
}
