package net.emotives.chatter.database;

import net.emotives.chatter.kernel.StartRefused;

import org.springframework.jdbc.core.simple.JdbcClient;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What PostgreSQL knows of the schema that new tables go to. Changes nothing, locks nothing.
 *
 * @param key the setting that led to it, for people
 */
record Catalog(JdbcClient database, String key) {

    /**
     * One line for everything that matters of a table: {@code table x} for an ordinary one of our
     * own, its columns, its constraints, and whatever else depends on it.
     */
    private static final String DESCRIPTION =
            """
            WITH ours AS (
                SELECT c.*, format('%I.%I', n.nspname, c.relname) AS path
                FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE n.nspname = current_schema() AND c.relname IN (:tables)
            )
            SELECT CASE WHEN relkind = 'r' THEN 'table ' || relname
                        ELSE 'something else named ' || relname END
            FROM ours
            UNION
            SELECT relname || ' of another owner' FROM ours WHERE NOT pg_has_role(relowner, 'USAGE')
            UNION
            SELECT relname || ' with row security' FROM ours WHERE relrowsecurity
            UNION
            SELECT relname || ' in an inheritance' FROM ours
            WHERE EXISTS (SELECT FROM pg_inherits WHERE ours.oid IN (inhrelid, inhparent))
            UNION
            SELECT format('%s.%s %s%s%s%s', relname, attname, format_type(atttypid, atttypmod),
                          CASE WHEN attcollation <> typcollation THEN ' with a collation' END,
                          CASE WHEN attnotnull THEN ' not null' END,
                          CASE WHEN attidentity <> '' THEN ' identity'
                               WHEN relkind = 'r' AND pg_get_expr(adbin, adrelid)
                                    = format('nextval(%L::regclass)',
                                             pg_get_serial_sequence(path, attname)::regclass)
                                   THEN ' serial'
                               ELSE ' default ' || pg_get_expr(adbin, adrelid) END)
            FROM ours
            JOIN pg_attribute ON attrelid = ours.oid AND attnum > 0 AND NOT attisdropped
            JOIN pg_type ON pg_type.oid = atttypid
            LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            UNION
            SELECT format('%s %s', coalesce(relname, conrelid::regclass::text),
                          pg_get_constraintdef(pg_constraint.oid))
            FROM pg_constraint LEFT JOIN ours ON ours.oid = conrelid
            WHERE contype <> 'n' AND (ours.oid IS NOT NULL OR confrelid IN (SELECT oid FROM ours))
            UNION
            SELECT format('trigger %s on %s', tgname, relname)
            FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
            UNION
            SELECT format('%s on top of %s', ev_class::regclass, relname)
            FROM pg_depend
            JOIN pg_rewrite ON pg_rewrite.oid = objid AND classid = 'pg_rewrite'::regclass
            JOIN ours ON ours.oid = refobjid AND refclassid = 'pg_class'::regclass
            """;

    /** The schema and its database, for people. */
    String place() {
        return this.database
                .sql("SELECT current_schema() || ' of database ' || current_database()")
                .query(String.class)
                .optional()
                .map("schema "::concat)
                .orElseThrow(() ->
                        new StartRefused(
                                this.key
                                        + " leads to a database without a schema to write"
                                        + " to: search_path names none that exists."));
    }

    boolean mayCreate() {
        return this.database
                .sql("SELECT has_schema_privilege(current_schema(), 'CREATE')")
                .query(Boolean.class)
                .single();
    }

    /** Names of our tables and sequences that this user may not read and write. */
    List<String> closed() {
        return this.database
                .sql(
                        """
                        SELECT relname FROM pg_class
                        WHERE relnamespace = (SELECT oid FROM pg_namespace
                                WHERE nspname = current_schema())
                            AND (relname = ANY (?) AND NOT (
                                    has_table_privilege(oid, 'SELECT')
                                    AND has_table_privilege(oid, 'INSERT')
                                    AND has_table_privilege(oid, 'UPDATE')
                                    AND has_table_privilege(oid, 'DELETE'))
                                OR relkind = 'S' AND EXISTS (
                                    SELECT FROM pg_depend JOIN pg_class t ON t.oid = refobjid
                                    WHERE objid = pg_class.oid AND t.relname = ANY (?))
                                    AND NOT has_sequence_privilege(oid, 'USAGE'))
                        ORDER BY relname
                        """)
                .param(ours())
                .param(ours())
                .query((row, _) -> row.getString("relname"))
                .list();
    }

    private static String[] ours() {
        return Stream.concat(OriginalSchema.TABLES.stream(), OriginalSchema.LATER_TABLES.stream())
                .toArray(String[]::new);
    }

    /** Names of tables, views, indexes and sequences: they must not meet. */
    Set<String> relations() {
        return this.database
                .sql(
                        """
                        SELECT relname FROM pg_class
                        JOIN pg_namespace ON pg_namespace.oid = relnamespace
                        WHERE nspname = current_schema()
                        """)
                .query((row, _) -> row.getString(1))
                .set();
    }

    Set<String> describe(Set<String> tables) {
        return this.database
                .sql(DESCRIPTION)
                .param("tables", tables)
                .query((row, _) -> row.getString(1))
                .set();
    }
}
