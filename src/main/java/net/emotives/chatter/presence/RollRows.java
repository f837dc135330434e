package net.emotives.chatter.presence;

import net.emotives.chatter.cluster.NodeId;
import net.emotives.chatter.users.UserGroup;
import net.emotives.chatter.users.UserId;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tables of users online on each node, and of when each user last was. */
@Component
class RollRows {

    /** The users of a node after a number of changes of its roll. */
    record Of(long roll, Map<UserId, UserGroup> users) {}

    private final JdbcTemplate jdbc;

    RollRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Counts a change of a node's roll, and says how many there are now; nothing where the others
     * took the node for gone. Locks the roll until the transaction ends.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Long> advance(NodeId node) {
        return this.jdbc
                .query(
                        "UPDATE nodes SET roll = roll + 1 WHERE id = ? RETURNING roll",
                        (row, _) -> row.getLong("roll"),
                        node.value())
                .stream()
                .findFirst();
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public void add(NodeId node, Map<UserId, UserGroup> users) {
        var entries = List.copyOf(users.entrySet());
        this.jdbc.update(
                """
                INSERT INTO online (node, username, user_group)
                SELECT ?, n.* FROM unnest(?, ?) AS n (username, user_group)
                ON CONFLICT (node, username) DO UPDATE SET user_group = excluded.user_group
                """,
                node.value(),
                texts(entries.stream().map(Map.Entry::getKey).toList()),
                entries.stream().map(entry -> entry.getValue().value()).toArray(String[]::new));
    }

    /** Takes users off a node, and notes when. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void remove(NodeId node, Collection<UserId> users, Instant at) {
        this.jdbc.update(
                """
                WITH gone AS (DELETE FROM online WHERE node = ? AND username = ANY (?) RETURNING username)
                INSERT INTO last_seen AS l (username, at)
                SELECT username, ? FROM gone ORDER BY username
                ON CONFLICT (username) DO UPDATE SET at = greatest(l.at, excluded.at)
                """,
                node.value(),
                texts(users),
                Timestamp.from(at));
    }

    /** Records when the users of a node that is gone were last online. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void removeAll(NodeId node) {
        this.jdbc.update(
                """
                INSERT INTO last_seen AS l (username, at)
                SELECT o.username, n.lease_until FROM online o JOIN nodes n ON n.id = o.node
                WHERE o.node = ? ORDER BY o.username
                ON CONFLICT (username) DO UPDATE SET at = greatest(l.at, excluded.at)
                """,
                node.value());
    }

    /** Returns the users of a node; nothing if there is no such node. One statement. */
    Optional<Of> of(NodeId node) {
        var rolls = new ArrayList<Long>(1);
        var users = new HashMap<UserId, UserGroup>();
        this.jdbc.query(
                """
                SELECT n.roll, o.username, o.user_group
                FROM nodes n LEFT JOIN online o ON o.node = n.id WHERE n.id = ?
                """,
                row -> {
                    rolls.add(row.getLong("roll"));
                    var name = row.getString("username");
                    if (name != null) {
                        users.put(
                                UserId.stored(name), UserGroup.stored(row.getString("user_group")));
                    }
                },
                node.value());
        return rolls.isEmpty() ? Optional.empty() : Optional.of(new Of(rolls.getFirst(), users));
    }

    Map<UserId, Instant> lastSeen(Collection<UserId> users) {
        var seen = new HashMap<UserId, Instant>();
        this.jdbc.query(
                "SELECT username, at FROM last_seen WHERE username = ANY (?)",
                row -> {
                    seen.put(
                            UserId.stored(row.getString("username")),
                            row.getTimestamp("at").toInstant());
                },
                (Object) texts(users));
        return seen;
    }

    private static String[] texts(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(String[]::new);
    }
}
