package net.emotives.chatter.cluster;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.List;

/** The table of nodes. All times are the database's. */
@Component
class Leases {

    /**
     * @param left until the lease ends; negative where it has ended
     * @param leaving whether the node goes
     */
    record Lease(NodeId node, long roll, Duration left, boolean leaving) {

        boolean isAlive() {
            return !this.left.isNegative();
        }
    }

    private final JdbcTemplate jdbc;

    Leases(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the node was known; it is from now on. */
    boolean renew(NodeId node, Duration lease) {
        return Boolean.TRUE.equals(
                this.jdbc.queryForObject(
                        """
                        INSERT INTO nodes AS n (id, lease_until) VALUES (?, now() + ? * INTERVAL '1 ms')
                        ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until, leaving = FALSE
                        RETURNING n.xmax <> 0
                        """,
                        Boolean.class,
                        node.value(),
                        lease.toMillis()));
    }

    List<Lease> all() {
        return this.jdbc.query(
                """
                SELECT id, roll, leaving, (extract(epoch FROM lease_until - now()) * 1000)::bigint AS left_ms
                FROM nodes
                """,
                (row, _) ->
                        new Lease(
                                new NodeId(row.getString("id")),
                                row.getLong("roll"),
                                Duration.ofMillis(row.getLong("left_ms")),
                                row.getBoolean("leaving")));
    }

    /** The node goes, and its lease ends after that time. */
    void leave(NodeId node, Duration farewell) {
        this.jdbc.update(
                "UPDATE nodes SET leaving = TRUE, lease_until = now() + ? * INTERVAL '1 ms' WHERE"
                        + " id = ?",
                farewell.toMillis(),
                node.value());
    }

    /**
     * Of these nodes the ones whose lease has ended, locked until the end of the transaction; those
     * that somebody else is about to delete are left out.
     */
    List<NodeId> claim(List<NodeId> nodes) {
        return this.jdbc.query(
                "SELECT id FROM nodes WHERE id = ANY (?) AND lease_until < now() FOR UPDATE SKIP"
                        + " LOCKED",
                (row, _) -> new NodeId(row.getString("id")),
                (Object) nodes.stream().map(NodeId::value).toArray(String[]::new));
    }

    void delete(NodeId node) {
        this.jdbc.update("DELETE FROM nodes WHERE id = ?", node.value());
    }
}
