package net.emotives.chatter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the documents name is there: files, settings, variables, and the tests of their commands.
 */
class LinksTests {

    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
    private static final Pattern TESTS = Pattern.compile("-D(?:it\\.)?test='?([\\w,]+Tests)");
    private static final Pattern SETTING =
            Pattern.compile("`(chatter\\.[a-z0-9-]+\\.[a-z0-9.-]+|CHATTER_[A-Z0-9_]+)(?:=[^`]*)?`");

    /** They have names like settings, and a document of their own. */
    private static final Pattern METRICS =
            Pattern.compile("chatter\\.delivery\\.(?:hints|healing)\\..*");

    private static List<Path> documents() throws IOException {
        try (var top = Files.list(Path.of(""));
                var below = Files.walk(Path.of("docs"))) {
            return Stream.concat(top, below)
                    .filter(path -> path.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linkedFileIsThere(Path document) throws IOException {
        for (var link : named(LINK, document)) {
            assertThat(document.resolveSibling(link)).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void testOfACommandIsThere(Path document) throws IOException {
        for (var tests : named(TESTS, document)) {
            for (var name : tests.split(",", -1)) {
                try (var files = Files.walk(Path.of("src/test/java"))) {
                    assertThat(files).as(name).anyMatch(file -> file.endsWith(name + ".java"));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void settingIsThere(Path document) throws IOException {
        var known = new TreeSet<String>();
        for (var setting : Settings.read().below("chatter")) {
            known.add(setting.key());
            known.addAll(setting.names());
            known.addAll(new Setting(setting.key(), "", "").variables());
            known.addAll(setting.variables());
        }
        for (var name : named(SETTING, document)) {
            if (!METRICS.matcher(name).matches() && !document.endsWith("metrics.md")) {
                assertThat(known).as(document + " names a setting").contains(name);
            }
        }
    }

    private static List<String> named(Pattern pattern, Path document) throws IOException {
        return pattern.matcher(Files.readString(document))
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
