package net.emotives.chatter.database;

import org.jspecify.annotations.Nullable;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** Array arguments of multi-row statements: one array per column, one element per row. */
public final class Columns {

    private Columns() {}

    /** Returns a column of texts. */
    public static <T> @Nullable String[] texts(
            List<? extends T> rows, Function<T, @Nullable String> column) {
        var texts = new @Nullable String[rows.size()];
        for (var i = 0; i < texts.length; i++) {
            texts[i] = column.apply(rows.get(i));
        }
        return texts;
    }

    /** Returns a column of integers. */
    public static <T> @Nullable Long[] numbers(
            List<? extends T> rows, Function<T, @Nullable Long> column) {
        var numbers = new @Nullable Long[rows.size()];
        for (var i = 0; i < numbers.length; i++) {
            numbers[i] = column.apply(rows.get(i));
        }
        return numbers;
    }

    /** Returns a column of timestamps. */
    public static <T> @Nullable Timestamp[] times(
            List<T> rows, Function<T, @Nullable Instant> column) {
        var times = new @Nullable Timestamp[rows.size()];
        for (var i = 0; i < times.length; i++) {
            var time = column.apply(rows.get(i));
            times[i] = time == null ? null : Timestamp.from(time);
        }
        return times;
    }
}
