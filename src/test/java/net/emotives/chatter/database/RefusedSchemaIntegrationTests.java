package net.emotives.chatter.database;

import static net.emotives.chatter.database.OriginalDatabase.run;

import static org.assertj.core.api.Assertions.assertThat;

import net.emotives.chatter.TestDatabase;
import net.emotives.chatter.kernel.StartRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;

import java.util.UUID;

/** What is not exactly the original's is refused with a sentence, and stays as it is. */
class RefusedSchemaIntegrationTests {

    @Test
    void refusesTheDatabaseOfUacl() {
        try (var database = TestDatabase.empty()) {
            run(
                    database,
                    """
                    CREATE TABLE users (
                        id SERIAL PRIMARY KEY,
                        name VARCHAR(128) NOT NULL,
                        username VARCHAR(128) NOT NULL UNIQUE,
                        password VARCHAR(128) NOT NULL,
                        secret VARCHAR(64),
                        user_group VARCHAR(56),
                        created_time TIMESTAMPTZ,
                        updated_time TIMESTAMPTZ
                    )
                    """);
            assertRefused(
                    database,
                    "table messages is missing; table tokens is missing;"
                            + " users.created_time timestamp with time zone is not known;"
                            + " users.name character varying(128) not null is not known;"
                            + " users.password character varying(128) not null is not known;"
                            + " and 2 more");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    ALTER TABLE messages DROP COLUMN image_path | messages.image_path text is missing
                    ALTER TABLE messages ADD edited BOOL | messages.edited boolean is not known
                    ALTER TABLE users ALTER user_group TYPE VARCHAR(57) | users.user_group character varying(57) is not known
                    ALTER TABLE users ALTER username DROP NOT NULL | users.username character varying(128) not null is missing
                    ALTER TABLE users ALTER user_group SET NOT NULL | users.user_group character varying(56) not null is not known
                    ALTER TABLE users ALTER user_group SET DEFAULT 'x' | users.user_group character varying(56) default 'x'
                    ALTER TABLE messages ALTER id DROP DEFAULT | messages.id integer not null is not known
                    ALTER TABLE messages ALTER id TYPE BIGINT | messages.id bigint not null serial is not known
                    ALTER TABLE messages ALTER username_to TYPE VARCHAR(128) COLLATE "POSIX" | messages.username_to character varying(128) with a collation not null
                    ALTER TABLE messages DROP CONSTRAINT messages_pkey | messages PRIMARY KEY (id) is missing
                    ALTER TABLE users DROP CONSTRAINT users_username_key CASCADE | users UNIQUE (username) is missing
                    ALTER TABLE messages DROP CONSTRAINT messages_username_to_fkey | messages FOREIGN KEY (username_to) REFERENCES users(username) is missing
                    ALTER TABLE messages ADD CHECK (message <> 'x') | is not known
                    ALTER TABLE messages ENABLE ROW LEVEL SECURITY | messages with row security is not known
                    CREATE TABLE more () INHERITS (messages) | messages in an inheritance is not known
                    CREATE VIEW news AS SELECT * FROM messages | news on top of messages is not known
                    CREATE TABLE likes (message INT REFERENCES messages) | likes FOREIGN KEY (message) REFERENCES messages(id) is not known
                    CREATE TRIGGER t BEFORE UPDATE ON users EXECUTE FUNCTION suppress_redundant_updates_trigger() | trigger t on users is not known
                    DROP TABLE tokens | table tokens is missing
                    DROP TABLE tokens, messages | table messages is missing; table tokens is missing (
                    CREATE TABLE rooms (id INT) | rooms is there already
                    CREATE VIEW outbox AS SELECT 1 AS one | outbox is there already
                    """)
    void refusesWhatDiffersFromTheOriginal(String difference, String said) {
        try (var database = OriginalDatabase.empty()) {
            run(database, difference);
            assertRefused(database, said);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    CREATE TABLE members (id INT) | : members is there already (
                    CREATE VIEW users AS SELECT 1 AS id | something else named users is not known
                    CREATE TABLE messages (id INT) PARTITION BY RANGE (id) | something else named messages
                    """)
    void refusesAForeignTableWithANameOfOurs(String table, String said) {
        try (var database = TestDatabase.empty()) {
            run(database, table);
            assertRefused(database, said);
        }
    }

    @Test
    void refusesTablesOfAnotherOwner() {
        try (var database = OriginalDatabase.empty()) {
            var role = "guest_" + UUID.randomUUID().toString().replace("-", "");
            run(
                    database,
                    "CREATE ROLE %s LOGIN PASSWORD 'guest'".formatted(role),
                    "GRANT ALL ON SCHEMA public TO " + role,
                    "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
            var before = SchemaSnapshot.of(database);
            Start.with(as(role, database))
                    .run(context ->
                            assertThat(refusal(context))
                                    .contains("messages of another owner is not known"));
            assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
        }
    }

    @Test
    void refusesASchemaThatItMayNotWriteTo() {
        try (var database = TestDatabase.empty()) {
            var role = "guest_" + UUID.randomUUID().toString().replace("-", "");
            run(database, "CREATE ROLE %s LOGIN PASSWORD 'guest'".formatted(role));
            Start.with(as(role, database))
                    .run(context ->
                            assertThat(refusal(context))
                                    .contains("this user may not create tables"));
        }
    }

    @Test
    void refusesADatabaseWithoutASchema() {
        try (var database = TestDatabase.empty()) {
            Start.with(database.url() + "?currentSchema=nowhere")
                    .run(context ->
                            assertThat(refusal(context))
                                    .contains("search_path names none that exists"));
        }
    }

    @Test
    void saysThatAnotherBuildMadeTheSchema() {
        try (var database = TestDatabase.create()) {
            run(database, "UPDATE chatter_schema_history SET checksum = 1 WHERE version = '2'");
            assertSaid(
                    database.url(),
                    "leads to a database whose schema another build of chatter made",
                    "checksum mismatch for migration version 2");
        }
    }

    @Test
    void saysWhichMigrationFailedAndChangesNothing() {
        try (var database = TestDatabase.create()) {
            run(database, "DELETE FROM chatter_schema_history WHERE version NOT IN ('0', '1')");
            var before = SchemaSnapshot.of(database);
            assertSaid(
                    database.url(),
                    "Migration V2__rooms.sql of the database that",
                    "failed, and what it did was undone: ERROR: ");
            assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
        }
    }

    @Test
    void saysWhichNameWouldBeReadAsOneOfAnotherRealm() {
        try (var database = TestDatabase.create()) {
            Start.once(database);
            run(
                    database,
                    "INSERT INTO users (username) VALUES (chr(31) || 'x');"
                            + "DELETE FROM chatter_schema_history WHERE version = '12'");
            assertSaid(
                    database.url(),
                    "Migration V12__realms.sql of the database that",
                    "x' (a user) begins with U+001F, which is reserved: rename it");
        }
    }

    @Test
    void saysThatADatabaseIsReadOnly() {
        try (var database = TestDatabase.create()) {
            run(
                    database,
                    "ALTER DATABASE %s SET default_transaction_read_only = on"
                            .formatted(database.name()));
            assertSaid(database.url(), "leads to a database that is read-only");
        }
    }

    @Test
    void saysWhichRightsAreMissing() {
        try (var database = TestDatabase.create()) {
            var role = "guest_" + UUID.randomUUID().toString().replace("-", "");
            run(database, "CREATE ROLE %s LOGIN PASSWORD 'guest'".formatted(role));
            assertSaid(
                    as(role, database),
                    "names a user without the rights that chatter needs",
                    "permission denied for table chatter_schema_history");
            run(
                    database,
                    "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role,
                    "REVOKE UPDATE ON outbox FROM " + role);
            assertSaid(
                    as(role, database),
                    "names a user who may not read and write bus_texts_id_seq, messages_id_seq,"
                            + " outbox");
            run(
                    database,
                    "GRANT ALL ON outbox TO " + role,
                    "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + role);
            Start.with(as(role, database)).run(context -> assertThat(context).hasNotFailed());
        }
    }

    private static void assertSaid(String url, String... parts) {
        Start.with(url).run(context -> assertThat(refusal(context)).contains(parts));
    }

    private static String as(String role, TestDatabase database) {
        return database.url()
                .replace(
                        "//%s:%s@".formatted(database.user(), database.password()),
                        "//%s:guest@".formatted(role));
    }

    private static void assertRefused(TestDatabase database, String said) {
        var before = SchemaSnapshot.of(database);
        Start.on(database)
                .run(context ->
                        assertThat(refusal(context))
                                .startsWith(
                                        "chatter.database.url (DATABASE_URL) leads to"
                                                + " schema public of database "
                                                + database.name())
                                .contains(said)
                                .endsWith("give chatter a database of its own)."));
        assertThat(SchemaSnapshot.of(database)).isEqualTo(before);
    }

    private static String refusal(AssertableApplicationContext context) {
        Throwable cause = context.getStartupFailure();
        while (cause != null && !(cause instanceof StartRefused)) {
            cause = cause.getCause();
        }
        return cause == null ? "" : ((StartRefused) cause).sentence();
    }
}
