package net.emotives.chatter.bus;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stores texts that are too large for a notification in the table {@code bus_texts}, and has a
 * reference to each told instead. Rows are kept for a short time, in an unlogged table: a text may
 * be lost, as any on the bus. For one thread, but for {@link #read}.
 */
final class StoredTexts {

    /** Begins a reference; a text that begins with it is stored as well. */
    private static final char REFERENCE = '\u0001';

    private final int limit;
    private final Duration kept;
    private long swept = System.nanoTime();

    /**
     * @param limit bytes in UTF-8 of the largest text that is told as it is
     * @param kept for how long a text can be read
     */
    StoredTexts(int limit, Duration kept) {
        this.limit = limit;
        this.kept = kept;
    }

    /**
     * Returns the texts as they are to be told, in their order. No statement where none is too
     * large; else one, and now and then another one that deletes old texts.
     */
    List<String> store(Connection connection, List<String> texts) throws SQLException {
        var large = texts.stream().filter(this::isStored).toList();
        if (large.isEmpty()) {
            return texts;
        }
        sweep(connection);
        var ids = insert(connection, large).iterator();
        return texts.stream()
                .map(text -> isStored(text) ? REFERENCE + Long.toString(ids.next()) : text)
                .toList();
    }

    private boolean isStored(String text) {
        // Three bytes a character at the most: short texts need not be encoded to be counted.
        return (text.length() > this.limit / 3
                        && text.getBytes(StandardCharsets.UTF_8).length > this.limit)
                || (!text.isEmpty() && text.charAt(0) == REFERENCE);
    }

    private static List<Long> insert(Connection connection, List<String> texts)
            throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        """
                        INSERT INTO bus_texts (text)
                        SELECT n.text FROM unnest(?) WITH ORDINALITY AS n (text, number)
                        ORDER BY n.number
                        """,
                        new String[] {"id"})) {
            statement.setArray(1, connection.createArrayOf("text", texts.toArray(String[]::new)));
            statement.executeUpdate();
            var ids = new ArrayList<Long>();
            try (var keys = statement.getGeneratedKeys()) {
                while (keys.next()) {
                    ids.add(keys.getLong("id"));
                }
            }
            return ids;
        }
    }

    private void sweep(Connection connection) throws SQLException {
        var now = System.nanoTime();
        if (now - this.swept < this.kept.toNanos()) {
            return;
        }
        this.swept = now;
        try (var statement =
                connection.prepareStatement(
                        "DELETE FROM bus_texts WHERE stored_at < now() - make_interval(secs =>"
                                + " ?)")) {
            statement.setLong(1, this.kept.toSeconds());
            statement.executeUpdate();
        }
    }

    /** Returns the text that was told by a notification; empty where it is gone. */
    static Optional<String> read(Connection connection, String told) throws SQLException {
        if (told.isEmpty() || told.charAt(0) != REFERENCE) {
            return Optional.of(told);
        }
        return Optional.ofNullable(find(connection, Long.parseLong(told.substring(1))));
    }

    private static @Nullable String find(Connection connection, long id) throws SQLException {
        try (var statement =
                connection.prepareStatement("SELECT text FROM bus_texts WHERE id = ?")) {
            statement.setLong(1, id);
            try (var row = statement.executeQuery()) {
                return row.next() ? row.getString("text") : null;
            }
        }
    }
}
