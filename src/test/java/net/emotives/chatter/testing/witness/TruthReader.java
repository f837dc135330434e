package net.emotives.chatter.testing.witness;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads what happened in rooms straight from the tables, and looks whether the tables agree with
 * each other.
 */
public final class TruthReader {

    private static final String LOG =
            """
            SELECT sequence, 'sent' AS type, sender AS by,
                to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at,
                client_id, id, NULL AS subject, reply_to AS message, NULL AS reaction, body
            FROM messages WHERE room = :room
            UNION ALL
            SELECT sequence, kind, actor,
                to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                client_id, NULL, subject, message, reaction, NULL
            FROM room_events WHERE room = :room
            ORDER BY sequence
            """;

    private final JdbcClient jdbc;

    public TruthReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The truth of a room; what speaks against it is added to the problems. */
    public RoomTruth read(String room, List<String> problems) {
        var facts =
                this.jdbc.sql(LOG).param("room", room).query(Fact.class).list().stream()
                        .map(Objects::requireNonNull)
                        .toList();
        var hides =
                this.jdbc
                        .sql("SELECT hide_history FROM rooms WHERE id = ?")
                        .param(room)
                        .query(Boolean.class)
                        .single();
        var truth = new RoomTruth(room, hides, facts);
        var found = new ArrayList<String>();
        gapless(facts, found);
        heads(truth, found);
        if (!truth.isDirect()) {
            members(truth, found);
        }
        bodies(truth, found);
        reactions(truth, found);
        found.forEach(problem -> problems.add("the database, room " + room + ": " + problem));
        return truth;
    }

    private static void gapless(List<Fact> facts, List<String> problems) {
        var next = 1L;
        for (var fact : facts) {
            if (fact.sequence() != next) {
                problems.add("sequence " + fact.sequence() + " where " + next + " is due");
            }
            next = fact.sequence() + 1;
        }
        if (facts.stream().map(fact -> fact.by() + "\0" + fact.clientId()).distinct().count()
                < facts.size()) {
            problems.add("a client id is there twice");
        }
    }

    private void heads(RoomTruth truth, List<String> problems) {
        var head =
                this.jdbc
                        .sql("SELECT sequence, ordinal, members FROM room_heads WHERE room = ?")
                        .param(truth.room())
                        .query()
                        .singleRow();
        if (!Objects.equals(head.get("sequence"), truth.head())) {
            problems.add("the head is " + head + ", the log goes to " + truth.head());
        }
        var misplaced =
                this.jdbc
                        .sql(
                                """
                                SELECT count(*) FROM (
                                    SELECT ordinal, row_number() OVER (ORDER BY sequence) AS place
                                    FROM messages WHERE room = ?) AS places
                                WHERE ordinal <> place
                                """)
                        .param(truth.room())
                        .query(Long.class)
                        .single();
        if (misplaced > 0 || !Objects.equals(head.get("ordinal"), (long) truth.messages().size())) {
            problems.add("the ordinals do not count the messages: " + head);
        }
        var members =
                this.jdbc
                        .sql("SELECT count(*) FROM members WHERE room = ?")
                        .param(truth.room())
                        .query(Integer.class)
                        .single();
        if (!Objects.equals(head.get("members"), members)) {
            problems.add(members + " members, the head counts otherwise: " + head);
        }
    }

    private void members(RoomTruth truth, List<String> problems) {
        var rows =
                new TreeSet<>(
                        this.jdbc
                                .sql("SELECT username FROM members WHERE room = ?")
                                .param(truth.room())
                                .query(String.class)
                                .list());
        var said = new TreeSet<String>();
        for (var fact : truth.facts().values()) {
            var subject = fact.subject();
            if (subject != null
                    && (fact.is("joined") ? !said.add(subject) : !said.remove(subject))) {
                problems.add(subject + " " + fact.type() + " twice, at " + fact.sequence());
            }
        }
        if (!rows.equals(said)) {
            problems.add("members are " + rows + ", by the log " + said);
        }
    }

    private static void bodies(RoomTruth truth, List<String> problems) {
        for (var message : truth.messages()) {
            var last = truth.versions(message).getLast();
            var body = Objects.requireNonNull(truth.facts().get(message)).body();
            if (!Objects.equals(body, last.text())) {
                problems.add("message " + message + " says " + body + ", not " + last.text());
            }
        }
    }

    private void reactions(RoomTruth truth, List<String> problems) {
        var rows = new HashMap<Long, Set<String>>();
        this.jdbc
                .sql(
                        """
                        SELECT message, reaction || ' ' || username AS reaction FROM reactions
                        WHERE room = ? AND given
                        """)
                .param(truth.room())
                .query(row -> {
                    rows.computeIfAbsent(row.getLong("message"), _ -> new TreeSet<>())
                            .add(row.getString("reaction"));
                });
        for (var message : truth.messages()) {
            var found = rows.getOrDefault(message, Set.of());
            if (!found.equals(truth.reactions(message))) {
                problems.add("reactions to " + message + " are " + found + ", by the log not");
            }
        }
    }
}
