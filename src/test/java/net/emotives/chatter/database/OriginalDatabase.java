package net.emotives.chatter.database;

import net.emotives.chatter.TestDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;

/** A database as the original service leaves it: its own statements, and the rows it lets in. */
final class OriginalDatabase {

    private static final String[] TABLES = {
        """
        CREATE TABLE users (
            id SERIAL PRIMARY KEY,
            username VARCHAR(128) NOT NULL UNIQUE,
            user_group VARCHAR(56)
        )
        """,
        """
        CREATE TABLE tokens (
            token TEXT PRIMARY KEY,
            username VARCHAR(128) NOT NULL,
            expiration TIMESTAMPTZ NOT NULL,
            FOREIGN KEY (username) REFERENCES users (username)
        )
        """,
        """
        CREATE TABLE messages (
            id SERIAL PRIMARY KEY,
            username_from VARCHAR(128) NOT NULL,
            username_to VARCHAR(128) NOT NULL,
            message TEXT,
            image_path TEXT,
            created_at TIMESTAMPTZ NOT NULL,
            FOREIGN KEY (username_from) REFERENCES users (username),
            FOREIGN KEY (username_to) REFERENCES users (username)
        )
        """,
        "CREATE INDEX ON users (username)",
        "CREATE INDEX ON users (user_group)",
        "CREATE INDEX ON messages (username_from)",
        "CREATE INDEX ON messages (username_to)"
    };

    private static final String[] USERS = {
        "INSERT INTO users (username, user_group) VALUES ('alice', 'test'), ('bob', 'test')",
        "INSERT INTO users (username, user_group) VALUES ('carol', NULL), ('dave', '')",
        "INSERT INTO users (username) VALUES ('a:b'), ('a%b'), ('a%3Ab'), ('Zed'), ('')",
        // By code points the ligature comes first, by Java's chars the face does.
        "INSERT INTO users (username) VALUES (U&'\\+01F600'), (U&'\\FB01'), (repeat('x', 128))",
        "INSERT INTO users (id, username, user_group) VALUES (5000, 'late', 'test')",
        "INSERT INTO tokens VALUES ('oqHHVz61h5Oe5W3KMqrs0xmiNgM=', 'alice', '2100-01-01Z')",
        "INSERT INTO tokens VALUES (U&'\\00FCber', 'bob', '2001-01-01Z')"
    };

    private static final String[] MESSAGES = {
        says("alice", "bob", "'third'", "NULL", "2026-01-03T10:00:00.000003Z"),
        says("bob", "alice", "'first'", "NULL", "2026-01-03T10:00:00.000001Z"),
        says("alice", "bob", "'second'", "''", "2026-01-03T10:00:00.000002Z"),
        says("bob", "alice", "'same time, later id'", "NULL", "2026-01-03T10:00:00.000003Z"),
        says("alice", "bob", "NULL", "'/only.png'", "2026-01-04Z"),
        says("alice", "bob", "''", "'/empty.png'", "2026-01-05Z"),
        says("alice", "bob", "NULL", "NULL", "2026-01-06Z"),
        says("alice", "bob", "''", "''", "2026-01-07Z"),
        says("carol", "carol", "'to myself'", "NULL", "2026-01-08Z"),
        says("a:b", "a%b", "'signs'", "NULL", "2026-01-09Z"),
        says("a%3Ab", "a:b", "'more signs'", "NULL", "2026-01-09Z"),
        says("a:b", "bob", "'a sign in the smaller name'", "NULL", "2026-01-09Z"),
        says("Zed", "alice", "'capitals first'", "NULL", "2026-01-10Z"),
        says("", "alice", "'from nobody'", "NULL", "2026-01-11Z"),
        "INSERT INTO messages (username_from, username_to, message, created_at) VALUES"
                + " (U&'\\+01F600', U&'\\FB01', U&'\\+01F600', '2026-01-12Z')",
        "SELECT nextval('messages_id_seq') FROM generate_series(1, 7)",
        says("alice", "carol", "'after a hole'", "NULL", "2026-01-13Z"),
        """
        INSERT INTO messages (username_from, username_to, message, created_at)
        SELECT CASE n % 2 WHEN 0 THEN 'bob' ELSE 'late' END,
               CASE n % 2 WHEN 0 THEN 'late' ELSE 'bob' END,
               'number ' || n, timestamptz '2026-01-01Z' + (n * 7919 % 100000) * interval '1 s'
        FROM generate_series(1, 100000) AS n
        """,
        """
        INSERT INTO messages (id, username_from, username_to, message, created_at)
        VALUES (2000000, 'alice', 'carol', 'beyond the sequence', '2025-12-31Z')
        """
    };

    private OriginalDatabase() {}

    /** A new database with the tables of the original and no rows. */
    static TestDatabase empty() {
        var database = TestDatabase.empty();
        run(database, TABLES);
        return database;
    }

    /** A new database with rows as awkward as the original lets them become. */
    static TestDatabase awkward() {
        var database = empty();
        run(database, USERS);
        run(database, MESSAGES);
        return database;
    }

    static void run(TestDatabase database, String... statements) {
        var jdbc = JdbcClient.create(database.dataSource());
        for (var statement : statements) {
            if (statement.startsWith("SELECT")) {
                jdbc.sql(statement).query().listOfRows();
            } else {
                jdbc.sql(statement).update();
            }
        }
    }

    private static String says(String from, String to, String text, String image, String at) {
        return "INSERT INTO messages (username_from, username_to, message, image_path, created_at)"
                + " VALUES ('%s', '%s', %s, %s, '%s')".formatted(from, to, text, image, at);
    }
}
