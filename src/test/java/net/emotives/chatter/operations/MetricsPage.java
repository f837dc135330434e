package net.emotives.chatter.operations;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The metrics that docs/metrics.md lists. */
final class MetricsPage {

    private static final Pattern ROW =
            Pattern.compile(
                    "(?m)^\\| `(chatter_[a-z_]+)` \\| (counter|gauge|histogram) \\|([^|]*)\\|");
    private static final Pattern LABEL =
            Pattern.compile("`([a-z]+)`: (`[a-z0-9_.-]+`(?:, `[a-z0-9_.-]+`)*)");

    private MetricsPage() {}

    /**
     * One of them.
     *
     * @param labels those whose values are listed
     */
    record Documented(String name, String kind, Map<String, List<String>> labels) {

        /** A series that counts from nothing. */
        String series() {
            return this.kind.equals("histogram") ? this.name + "_count" : this.name;
        }
    }

    static List<Documented> read() {
        return ROW.matcher(text(Path.of("docs", "metrics.md")))
                .results()
                .map(row -> new Documented(row.group(1), row.group(2), labels(row.group(3))))
                .toList();
    }

    private static Map<String, List<String>> labels(String column) {
        return LABEL.matcher(column)
                .results()
                .collect(
                        Collectors.toMap(
                                label -> label.group(1),
                                label -> List.of(label.group(2).replace("`", "").split(", "))));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
