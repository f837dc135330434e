package net.emotives.chatter.bench;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Users who each belong to a few rooms of the same size, where something was said; written straight
 * into the database.
 */
record Teams(int users, int size) {

    /** Rooms of each user. */
    static final int EACH = 3;

    /** The sequence of the last message of each room. */
    static final long HEAD = 20;

    private int teams() {
        return this.users / this.size;
    }

    /** The rooms of that user. */
    List<String> rooms(int user) {
        var team = user / this.size;
        var places = List.of(team, user % teams(), (team + user) % teams());
        return IntStream.range(0, EACH)
                .mapToObj(kind -> "team-" + kind + "-" + places.get(kind))
                .toList();
    }

    void fill(JdbcClient database) {
        database.sql(
                        """
                        INSERT INTO users (username, user_group)
                        SELECT 'user_' || n, 'pair' || n / 2 FROM generate_series(0, %1$d - 1) AS n;
                        CREATE TABLE bench_places AS
                        SELECT 'team-' || kind || '-' || team AS room, 'user_' || n AS username
                        FROM generate_series(0, %1$d - 1) AS n
                        CROSS JOIN LATERAL (VALUES (0, n / %2$d), (1, n %% %3$d), (2, (n / %2$d + n) %% %3$d))
                            AS places (kind, team);
                        INSERT INTO rooms (id, visibility, name, user_group)
                        SELECT DISTINCT room, 'private', room, '' FROM bench_places;
                        INSERT INTO room_heads (room, sequence, ordinal, members)
                        SELECT room, %4$d, %4$d, count(*) FROM bench_places GROUP BY room;
                        INSERT INTO members (room, username) SELECT room, username FROM bench_places;
                        INSERT INTO messages (room, sequence, ordinal, sender, client_id, body, created_at)
                        SELECT room, s, s, min(username), 'm' || s, 'Something that was said', now()
                        FROM bench_places CROSS JOIN generate_series(1, %4$d) AS s GROUP BY room, s;
                        DROP TABLE bench_places;
                        ANALYZE;
                        """
                                .formatted(this.users, this.size, teams(), HEAD))
                .update();
    }
}
