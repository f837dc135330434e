package net.emotives.chatter.bench;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;

/**
 * A long conversation of the first two users, written straight into the database among those of
 * others: each of its messages is followed by so many of theirs.
 *
 * @param total all messages of the table
 * @param stride every so manieth is of this conversation
 */
record Conversation(long total, long stride) {

    private static final int OTHERS = 9_000;

    /** One of that length, in a table of so many messages. */
    static Conversation of(long length, long total) {
        return new Conversation(total, Math.max(1, total / length));
    }

    /** How many messages it has; their sequences are from 1. */
    long length() {
        return this.total / this.stride;
    }

    /** The id of the message of that sequence. */
    long id(long sequence) {
        return sequence * this.stride;
    }

    /** Instead of whatever was there. */
    void fill(JdbcClient database) {
        database.sql(
                        """
                        TRUNCATE messages, room_heads, members, rooms;
                        ALTER TABLE messages DROP CONSTRAINT IF EXISTS messages_pkey;
                        DROP INDEX IF EXISTS messages_room_sequence_key, messages_client_id_key;
                        INSERT INTO users (username, user_group)
                        SELECT 'user_' || n, 'pair' || n / 2 FROM generate_series(0, 2 * %3$d + 1) AS n
                        ON CONFLICT DO NOTHING;
                        CREATE TABLE bench_pairs AS
                        SELECT pair, 'd:' || least(one, other) || ':' || greatest(one, other) AS room, one, other
                        FROM (SELECT n AS pair, ('user_' || 2 * n) COLLATE "C" AS one,
                                  ('user_' || 2 * n + 1) COLLATE "C" AS other
                              FROM generate_series(0, %3$d) AS n) AS pairs;
                        INSERT INTO messages (id, room, sequence, ordinal, sender, client_id, body, created_at)
                        SELECT id, room, place, place, one, 'b' || id, repeat('x', 100),
                            now() - (%1$d - id) * interval '1 second'
                        FROM (SELECT id,
                                  CASE WHEN id %% %2$d = 0 THEN 0 ELSE other %% %3$d + 1 END AS pair,
                                  CASE WHEN id %% %2$d = 0 THEN id / %2$d ELSE other / %3$d + 1 END AS place
                              FROM (SELECT id, id / %2$d * (%2$d - 1) + id %% %2$d - 1 AS other
                                    FROM generate_series(1, %1$d::bigint) AS id) AS numbered) AS placed
                        JOIN bench_pairs USING (pair) ORDER BY id;
                        ALTER TABLE messages ADD PRIMARY KEY (id);
                        CREATE UNIQUE INDEX messages_room_sequence_key ON messages (room, sequence);
                        CREATE UNIQUE INDEX messages_client_id_key ON messages (room, sender, client_id)
                            WHERE client_id IS NOT NULL;
                        INSERT INTO rooms (id) SELECT room FROM bench_pairs;
                        INSERT INTO room_heads (room, sequence, ordinal, members)
                        SELECT room, max(sequence), max(ordinal), 2 FROM messages GROUP BY room;
                        INSERT INTO members (room, username)
                        SELECT room, unnest(ARRAY[one, other]) FROM bench_pairs;
                        DROP TABLE bench_pairs;
                        """
                                .formatted(this.total, this.stride, OTHERS))
                .update();
        for (var table : List.of("messages", "rooms", "room_heads", "members", "users")) {
            database.sql("VACUUM ANALYZE " + table).update();
        }
    }
}
