package net.emotives.chatter.journal;

import net.emotives.chatter.database.Pipeline;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.util.function.Supplier;

/**
 * Id of the history that sequences belong to. It changes when the history may have forked: with the
 * id of the server and of the database (a backup restored elsewhere, or beside) and with
 * PostgreSQL's timeline (a backup restored in place, a replica promoted).
 */
@Component
public class Epoch {

    private final JdbcTemplate jdbc;

    Epoch(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the id, opaque and short. One statement. */
    public String current() {
        var reads = new Pipeline();
        var epoch = read(reads);
        reads.run(this.jdbc);
        return epoch.get();
    }

    /** Adds the query of {@link #current} to a round trip. */
    public static Supplier<String> read(Pipeline reads) {
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
