package net.emotives.chatter.messages;

import net.emotives.chatter.database.Pipeline;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.function.Supplier;

/**
 * Names the history that sequences are of. It changes when the history may have forked: with the
 * server's own id and the database's (a backup restored elsewhere, or beside) and with PostgreSQL's
 * timeline (a backup restored in place, a replica promoted).
 */
@Component
public class Epoch {

    private final JdbcTemplate jdbc;

    Epoch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The name, opaque and short. One statement. */
    public String current() {
        var reads = new Pipeline();
        var epoch = read(reads);
        reads.run(this.jdbc);
        return epoch.get();
    }

    static Supplier<String> read(Pipeline reads) {
        var found =
                reads.query(
                        """
                        SELECT to_hex(s.system_identifier) || '-' || to_hex(d.oid::bigint) || '-'
                            || ltrim(substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8), '0') AS epoch
                        FROM pg_control_system() s, pg_database d WHERE d.datname = current_database()
                        """,
                        (row, _) -> row.getString("epoch"));
        return () -> found.get().getFirst();
    }
}
