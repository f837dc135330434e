package net.emotives.chatter.database;

import net.emotives.chatter.TestDatabase;

import java.util.List;

/** The schema of a database as a list of lines, so that two can be compared. */
final class SchemaSnapshot {

    private SchemaSnapshot() {}

    /** Columns, constraints, indexes and sequences with all their names. */
    static List<String> of(TestDatabase database) {
        return database.jdbcClient()
                .sql(
                        """
                        SELECT format('%s.%s %s %s %s %s %s', c.relname, attname,
                                      format_type(atttypid, atttypmod), attcollation::regcollation,
                                      attnotnull, pg_get_expr(adbin, adrelid), c.reloptions) AS line
                        FROM pg_class c
                        JOIN pg_attribute ON attrelid = c.oid AND attnum > 0 AND NOT attisdropped
                        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
                        WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v', 'p')
                        UNION ALL
                        SELECT format('%s %s %s', conrelid::regclass, conname,
                                      pg_get_constraintdef(oid))
                        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                        UNION ALL
                        SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
                        UNION ALL
                        SELECT format('%s %s %s %s of %s', sequencename, data_type, max_value,
                                      increment_by, (SELECT refobjid::regclass FROM pg_depend
                                          WHERE objid = format('%I', sequencename)::regclass
                                          AND classid = 'pg_class'::regclass AND deptype = 'a'))
                        FROM pg_sequences WHERE schemaname = 'public'
                        ORDER BY line
                        """)
                .query((row, _) -> row.getString(1))
                .list();
    }

    static List<String> tables(TestDatabase database) {
        return database.jdbcClient()
                .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
                .query((row, _) -> row.getString(1))
                .list();
    }
}
