package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Fails where the table of values in {@code helm/README.md} is not that of {@code values.yaml};
 * {@code ./mvnw test -Dtest=ChartReadmeTests -Dreadme.write=true} writes it.
 */
class ChartReadmeTests {

    private static final Path README = Chart.FOLDER.resolve("README.md");
    private static final String MARK = "<!-- From values.yaml; do not edit below. -->\n";

    @Test
    void isMadeOfTheComments() throws IOException {
        var before = Files.readString(README);
        assertThat(before).containsOnlyOnce(MARK);
        var head = before.substring(0, before.indexOf(MARK) + MARK.length());
        var after = head + "\n" + ChartValues.table(Files.readString(values()));
        if (Boolean.getBoolean("readme.write")) {
            Files.writeString(README, after);
        } else {
            assertThat(before)
                    .as("./mvnw test -Dtest=ChartReadmeTests -Dreadme.write=true")
                    .isEqualTo(after);
        }
    }

    @Test
    void saysWhatEachValueIs() {
        var table =
                ChartValues.table(
                        """
                        # Where it
                        # is | was.
                        a:
                          # One.
                          b: 1
                          c: []
                        d: { e: "x" }
                        f: {}
                        """);
        assertThat(table)
                .isEqualTo(
                        """
                        | value | default | what it is |
                        |---|---|---|
                        | `a` | | Where it is \\| was. |
                        | `a.b` | `1` | One. |
                        | `a.c` | `[]` | |
                        | `d.e` | `x` | |
                        | `f` | `{}` | |
                        """);
    }

    private static Path values() {
        return Chart.FOLDER.resolve("values.yaml");
    }
}
