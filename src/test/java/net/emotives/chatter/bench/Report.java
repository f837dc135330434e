package net.emotives.chatter.bench;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What the benchmarks found: printed, and kept in {@code target/bench} for the documents. */
final class Report {

    private static final Set<String> BEGUN = new HashSet<>();

    private Report() {}

    /** Adds to what the bench of that name found in this run. */
    @FormatMethod
    static synchronized void print(String bench, @FormatString String format, Object... arguments) {
        var text = String.format(Locale.ROOT, format, arguments);
        System.out.print(text);
        try {
            var file = Files.createDirectories(Path.of("target", "bench")).resolve(bench + ".txt");
            if (BEGUN.add(bench)) {
                Files.deleteIfExists(file);
            }
            Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
