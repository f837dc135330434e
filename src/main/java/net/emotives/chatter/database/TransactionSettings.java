package net.emotives.chatter.database;

/**
 * What PostgreSQL is told before anything is written. An acknowledged message is on disk whatever
 * the database's default; stronger settings stay. No statement, lock or forgotten transaction holds
 * the others up for ever. Every statement of ours goes by an index: plans that read whole tables,
 * made while these were small and kept while they grow, are ruled out. Short as the statements are,
 * compiling one takes longer than running it.
 */
enum TransactionSettings {
    /** They hold as long as the connection. */
    OF_SESSION("false"),
    /** They hold until the transaction ends. */
    OF_TRANSACTION("true");

    private final String sql;

    TransactionSettings(String local) {
        this.sql =
                """
                SELECT set_config('synchronous_commit', coalesce(
                    nullif(current_setting('synchronous_commit'), 'off'), 'on'), <local>),
                set_config('statement_timeout', '20s', <local>),
                set_config('lock_timeout', '5s', <local>),
                set_config('idle_in_transaction_session_timeout', '30s', <local>),
                set_config('enable_seqscan', 'off', <local>),
                set_config('enable_hashjoin', 'off', <local>),
                set_config('enable_mergejoin', 'off', <local>),
                set_config('jit', 'off', <local>)
                """
                        .replace("<local>", local);
    }

    /** One statement. */
    String sql() {
        return this.sql;
    }
}
