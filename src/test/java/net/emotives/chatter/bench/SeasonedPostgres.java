package net.emotives.chatter.bench;

import net.emotives.chatter.testing.OwnPostgres;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A PostgreSQL as it is after it ran for a while: with files of its log that it only has to use
 * again. A new one makes each 16 MB anew, and meanwhile no commit returns; that would be measured
 * of whoever writes most.
 */
final class SeasonedPostgres {

    /** As many files as make up {@code max_wal_size}, as it comes. */
    private static final int FILES = 64;

    private SeasonedPostgres() {}

    /** Starts one, and prints what a file of the log takes that is made anew. */
    static OwnPostgres start() {
        var postgres = OwnPostgres.start();
        var jdbc = postgres.jdbcClient();
        set(jdbc, "min_wal_size = '1GB'");
        // No checkpoint comes in between, so that all of them are kept.
        set(jdbc, "max_wal_size = '4GB'");
        var begun = System.nanoTime();
        for (var i = 0; i < FILES; i++) {
            jdbc.sql("SELECT pg_logical_emit_message(true, '', '')::text").query().singleRow();
            jdbc.sql("SELECT pg_switch_wal()::text").query().singleRow();
        }
        var each = (System.nanoTime() - begun) / 1e6 / FILES;
        jdbc.sql("CHECKPOINT").update();
        set(jdbc, "max_wal_size = DEFAULT");
        var kept = jdbc.sql("SELECT count(*) FROM pg_ls_waldir()").query(Long.class).single();
        Report.print(
                "postgres",
                "%d files of the log made anew, %.0f ms each; %d kept to be used again%n",
                FILES,
                each,
                kept);
        return postgres;
    }

    private static void set(JdbcClient jdbc, String setting) {
        jdbc.sql("ALTER SYSTEM SET " + setting).update();
        jdbc.sql("SELECT pg_reload_conf()").query().singleRow();
    }
}
