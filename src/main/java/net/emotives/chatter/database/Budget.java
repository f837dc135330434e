package net.emotives.chatter.database;

import org.springframework.jdbc.core.RowMapper;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Limit of a read in rows or bytes, applied by PostgreSQL, so that no more than wanted is sent or
 * kept; one row always comes. Texts beyond it are not read: each row has the size of its texts.
 *
 * @param bytes of texts as UTF-8, and {@link #ROW} a row
 */
public record Budget(int rows, long bytes) {

    /** Bytes of a row besides its texts. */
    public static final int ROW = 128;

    /** Returns a budget in bytes, without a limit on rows. */
    public static Budget ofBytes(long bytes) {
        return new Budget(Integer.MAX_VALUE - 1, bytes);
    }

    /** Returns the SQL column with the size of a row that has these texts. */
    public static String sizeOf(String... texts) {
        var size = new StringBuilder(String.valueOf(ROW));
        for (var text : texts) {
            size.append(" + coalesce(octet_length(").append(text).append("), 0)");
        }
        return size.append(" AS size ").toString();
    }

    /**
     * Adds a query.
     *
     * @param from the query without a limit, in that order, with a column of {@link #sizeOf}
     */
    public <T> Supplier<Cut<T>> query(
            Pipeline reads, String from, String order, RowMapper<T> mapper, Object... arguments) {
        var all = new ArrayList<>(List.of(arguments));
        // One more shows that there is more; of rows that take nothing but themselves, no more fit.
        all.add(Math.min(this.rows, this.bytes / ROW + 1) + 1);
        all.add(this.rows);
        all.add(this.bytes);
        var found =
                reads.query(
                        String.format(
                                Locale.ROOT,
                                """
                                SELECT * FROM (
                                    SELECT r.*, row_number() OVER w AS place, sum(r.size) OVER w AS total,
                                        lead(true, 1, false) OVER w AS more
                                    FROM (%s ORDER BY %s LIMIT ?) AS r
                                    WINDOW w AS (ORDER BY %s ROWS UNBOUNDED PRECEDING)) AS s
                                WHERE s.place <= ? AND (s.total <= ? OR s.place = 1) ORDER BY s.place
                                """,
                                from,
                                order,
                                order),
                        (row, number) ->
                                new Row<>(mapper.mapRow(row, number), row.getBoolean("more")),
                        all.toArray());
        return () -> {
            var rows = found.get();
            return new Cut<>(
                    rows.stream().map(Row::content).toList(),
                    !rows.isEmpty() && rows.getLast().more());
        };
    }

    private record Row<T>(T content, boolean more) {}
}
