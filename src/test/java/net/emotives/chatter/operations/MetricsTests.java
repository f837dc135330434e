package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of the metrics against the code, the dashboard and the alert rules. */
class MetricsTests {

    private static final Pattern NAME =
            Pattern.compile(
                    "\"(chatter\\.(?:protocol|delivery|messages|identity|notifications)"
                            + "\\.[a-z.-]+)\"");

    private static final List<MetricsPage.Documented> PAGE = MetricsPage.read();

    @Test
    void pageListsWhatTheCodeMeasures() throws IOException {
        var measured = measured();
        assertThat(measured).hasSizeGreaterThan(20);
        assertThat(PAGE.stream().map(MetricsTests::bare))
                .containsExactlyInAnyOrderElementsOf(measured);
    }

    /** As Micrometer has it: Prometheus adds what is counted, and in what. */
    private static String bare(MetricsPage.Documented documented) {
        return documented.name().replaceAll("_total$", "").replaceAll("_(seconds|bytes)$", "");
    }

    private static Set<String> measured() throws IOException {
        try (var files = Files.walk(Path.of("src", "main", "java"))) {
            return files.filter(file -> file.toString().endsWith("Metrics.java"))
                    .flatMap(file -> NAME.matcher(MetricsPage.text(file)).results())
                    .map(found -> found.group(1).replaceAll("[.-]", "_"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void dashboardShowsEachOfThem() {
        var shown = String.join(" ", Queries.ofTheDashboard());
        assertThat(PAGE).allSatisfy(metric -> assertThat(shown).contains(metric.name()));
    }

    @Test
    void nothingElseOfChatterIsAskedFor() {
        var asked = new ArrayList<>(Queries.ofTheDashboard());
        asked.addAll(Queries.ofTheAlerts().values());
        assertThat(asked.stream().flatMap(query -> Queries.metricsIn(query).stream()))
                .filteredOn(name -> name.startsWith("chatter_"))
                .hasSizeGreaterThan(40)
                .allMatch(MetricsTests::isDocumented);
    }

    private static boolean isDocumented(String series) {
        return PAGE.stream()
                .anyMatch(metric ->
                        metric.kind().equals("histogram")
                                ? series.matches(metric.name() + "_(bucket|count|sum|max)")
                                : series.equals(metric.name()));
    }
}
