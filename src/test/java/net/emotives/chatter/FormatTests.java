package net.emotives.chatter;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;

/**
 * Fails on code that is not formatted; {@code ./mvnw test -Dtest=FormatTests -Dformat.write=true}
 * formats it.
 */
class FormatTests {

    private static final JavaFormatterOptions OPTIONS =
            JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build();

    @Test
    void codeIsFormatted() throws IOException, FormatterException {
        var write = Boolean.getBoolean("format.write");
        var wrong = new ArrayList<Path>();
        for (var file : sources()) {
            var before = Files.readString(file);
            var after = formatted(before);
            if (!after.equals(before)) {
                wrong.add(file);
                if (write) {
                    Files.writeString(file, after);
                }
            }
        }
        assertThat(write ? new ArrayList<Path>() : wrong)
                .as("files to be formatted: ./mvnw test -Dtest=FormatTests -Dformat.write=true")
                .isEmpty();
    }

    @Test
    void filesAreShort() throws IOException {
        for (var file : sources()) {
            try (var lines = Files.lines(file)) {
                assertThat(lines.count()).as(file.toString()).isLessThanOrEqualTo(300);
            }
        }
    }

    private static String formatted(String source) throws FormatterException {
        return new Formatter(OPTIONS).formatSourceAndFixImports(source);
    }

    private static Iterable<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }
}
