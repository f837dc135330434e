package net.emotives.chatter.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The metrics that docs/metrics.md lists. */
final class MetricsPage {

    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| `(chatter_[a-z_]+)` \\| (counter|gauge|histogram) \\|");

    private MetricsPage() {}

    /** One of them. */
    record Documented(String name, String kind) {

        /** A series that counts from nothing. */
        String series() {
            return this.kind.equals("histogram") ? this.name + "_count" : this.name;
        }
    }

    static List<Documented> read() {
        return ROW.matcher(text(Path.of("docs", "metrics.md")))
                .results()
                .map(row -> new Documented(row.group(1), row.group(2)))
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
