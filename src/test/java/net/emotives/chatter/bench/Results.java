package net.emotives.chatter.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What the benches found, beside what was meant: a table and a picture of it. The benches of one
 * run, and of those before it, add up in {@code target/bench/results.tsv}; from that the table and
 * the picture are made anew each time, in {@code target/bench}, or where {@code -Dbench.into} says.
 */
final class Results {

    private static final Path KEPT = Path.of("target", "bench", "results.tsv");
    private static final Path INTO = Path.of(System.getProperty("bench.into", "target/bench"));

    private Results() {}

    /** The median of what was found is to be no less than that. */
    static void atLeast(double target, String what, List<Double> found) {
        add(Result.of(what, found, true, target));
    }

    /** The median of what was found is to be no more than that. */
    static void atMost(double target, String what, List<Double> found) {
        add(Result.of(what, found, false, target));
    }

    private static synchronized void add(Result result) {
        try {
            Files.createDirectories(KEPT.getParent());
            Files.createDirectories(INTO);
            var all = new TreeMap<String, Result>();
            if (Files.exists(KEPT)) {
                Files.readAllLines(KEPT).stream()
                        .map(Result::read)
                        .forEach(kept -> all.put(kept.what(), kept));
            }
            all.put(result.what(), result);
            Files.write(KEPT, all.values().stream().map(Result::written).toList());
            Files.writeString(INTO.resolve("results.md"), table(List.copyOf(all.values())));
            Files.writeString(
                    INTO.resolve("results.svg"), ResultsPicture.of(List.copyOf(all.values())));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String table(List<Result> results) {
        var table = new StringBuilder();
        table.append("Machine: %s.%n%n".formatted(machine()));
        table.append("| what | found: median (least–greatest) of turns | target | |\n");
        table.append("|---|---|---|---|\n");
        for (var result : results) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "| %s | %.2f (%.2f–%.2f) of %d | %s %.2f | %s |%n",
                            result.what(),
                            result.median(),
                            result.least(),
                            result.greatest(),
                            result.turns(),
                            result.atLeast() ? "≥" : "≤",
                            result.target(),
                            result.isReached() ? "reached" : "**missed**"));
        }
        return table.toString();
    }

    private static String machine() {
        var model = "";
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            model =
                    lines.filter(line -> line.startsWith("model name"))
                            .findFirst()
                            .map(line -> line.substring(line.indexOf(':') + 1).strip())
                            .orElse("");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return "%s, %d processors, %s %s, Java %s"
                .formatted(
                        model,
                        Runtime.getRuntime().availableProcessors(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"));
    }
}
