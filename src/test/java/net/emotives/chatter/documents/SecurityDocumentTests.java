package net.emotives.chatter.documents;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Holds docs/security.md to the tests and settings that it names. */
class SecurityDocumentTests {

    private static final Pattern REFERENCE = Pattern.compile("`(\\w+Tests)#(\\w+)`");
    private static final Pattern SETTING = Pattern.compile("`([a-z-]+(?:\\.[a-z-]+)+)`");

    private static List<String> threats() throws IOException {
        var threats =
                Files.readAllLines(Path.of("docs/security.md")).stream()
                        .filter(line -> line.startsWith("| ") && line.contains("Tests#"))
                        .toList();
        assertThat(threats).hasSizeGreaterThan(20);
        return threats;
    }

    @Test
    void everyThreatHasADefenceAndATestThatShowsIt() throws IOException {
        var tests = tests();
        for (var threat : threats()) {
            assertThat(threat.split("\\|", -1)).as(threat).hasSize(6).doesNotContain(" ", "  ");
            var references = REFERENCE.matcher(threat).results().toList();
            assertThat(references).as(threat).isNotEmpty();
            for (var reference : references) {
                assertThat(tests).containsKey(reference.group(1));
                assertThat(tests.get(reference.group(1)))
                        .as(reference.group(1))
                        .containsPattern("(?:Test|\\))\\s+void " + reference.group(2) + "\\(");
            }
        }
    }

    @Test
    void everySettingIsThere() throws IOException {
        var settings = Settings.read();
        var known =
                Stream.of("chatter", "server", "management", "logging")
                        .flatMap(group -> settings.below(group).stream())
                        .map(Setting::key)
                        .toList();
        for (var threat : threats()) {
            var named = SETTING.matcher(threat.split("\\|", -1)[3]).results();
            assertThat(named.map(name -> name.group(1))).as(threat).isSubsetOf(known);
        }
    }

    private static Map<String, String> tests() throws IOException {
        var tests = new TreeMap<String, String>();
        try (var files = Files.walk(Path.of("src/test/java"))) {
            for (var file : files.filter(path -> path.toString().endsWith("Tests.java")).toList()) {
                var name = file.getFileName().toString().replace(".java", "");
                tests.put(name, Files.readString(file));
            }
        }
        return tests;
    }
}
