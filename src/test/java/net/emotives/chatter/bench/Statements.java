package net.emotives.chatter.bench;

import net.emotives.chatter.testing.OwnPostgres;

import java.util.List;
import java.util.Locale;

/** Counts what a database is asked, by pg_stat_statements. */
record Statements(OwnPostgres postgres, String database) {

    private static final String WHERE =
            " FROM pg_stat_statements WHERE toplevel AND dbid = (SELECT oid FROM pg_database WHERE"
                    + " datname = :database)";

    /** Begin and end of transactions, and settings. */
    private static final String WORK = " AND query !~* '^(begin|commit|rollback|set|show)'";

    /** A server that counts. */
    static OwnPostgres start() {
        var postgres = SeasonedPostgres.start();
        postgres.jdbcClient()
                .sql("ALTER SYSTEM SET shared_preload_libraries = 'pg_stat_statements'")
                .update();
        postgres.stopFast();
        postgres.startAgain();
        postgres.jdbcClient().sql("CREATE EXTENSION pg_stat_statements").update();
        return postgres;
    }

    void reset() {
        this.postgres.jdbcClient().sql("SELECT pg_stat_statements_reset()").query().singleRow();
    }

    /** All of them, those that begin and end transactions among them. */
    long all() {
        return count("");
    }

    /** Those that read or write. */
    long work() {
        return count(WORK);
    }

    private long count(String and) {
        return this.postgres
                .jdbcClient()
                .sql("SELECT coalesce(sum(calls), 0)" + WHERE + and)
                .param("database", this.database)
                .query(Long.class)
                .single();
    }

    /** The most frequent, with their calls and rows for each of so many. */
    List<String> most(int each) {
        return this.postgres
                .jdbcClient()
                .sql(
                        "SELECT calls, rows, regexp_replace(query, '\\s+', ' ', 'g') AS query"
                                + WHERE
                                + " ORDER BY calls DESC LIMIT 16")
                .param("database", this.database)
                .query((row, _) -> {
                    var query = row.getString("query");
                    return String.format(
                            Locale.ROOT,
                            "%7.2f %7.2f rows  %s",
                            row.getLong("calls") / (double) each,
                            row.getLong("rows") / (double) each,
                            query.substring(0, Math.min(100, query.length())));
                })
                .list();
    }
}
