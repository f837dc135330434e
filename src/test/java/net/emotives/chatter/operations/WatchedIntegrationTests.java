package net.emotives.chatter.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** A service as a Prometheus sees it while everything happens that it measures. */
@TestInstance(Lifecycle.PER_CLASS)
class WatchedIntegrationTests {

    private final Commotion commotion = new Commotion();
    private final PrometheusServer prometheus =
            PrometheusServer.of(this.commotion.management().port());
    private volatile Scrape highest = new Scrape(Map.of());

    @BeforeAll
    void watch() throws InterruptedException {
        this.highest = Scrape.of(this.commotion.management());
        var over = new AtomicBoolean();
        var watcher =
                Thread.ofVirtual()
                        .start(() -> {
                            while (!over.get()) {
                                this.highest =
                                        this.highest.and(Scrape.of(this.commotion.management()));
                            }
                        });
        try {
            this.commotion.happen(metric -> this.highest.values().getOrDefault(metric, 0.0) > 0);
        } finally {
            over.set(true);
            watcher.join();
        }
    }

    @AfterAll
    void stop() {
        this.prometheus.close();
        this.commotion.close();
    }

    @Test
    void everyDocumentedMetricMoves() {
        assertThat(MetricsPage.read())
                .filteredOn(
                        metric -> !(this.highest.values().getOrDefault(metric.series(), 0.0) > 0))
                .isEmpty();
    }

    @Test
    void everyDocumentedLabelIsThereAndKindsAndOutcomesMove() {
        var missing = new ArrayList<String>();
        var unmoved = new ArrayList<String>();
        for (var metric : MetricsPage.read()) {
            metric.labels()
                    .forEach((label, values) ->
                            values.stream()
                                    .map(value -> Scrape.series(metric.series(), label, value))
                                    .forEach(series -> {
                                        if (!this.highest.values().containsKey(series)) {
                                            missing.add(series);
                                        } else if (!label.equals("reason")
                                                && !(this.highest.values().get(series) > 0)) {
                                            unmoved.add(series);
                                        }
                                    }));
        }
        assertThat(missing).isEmpty();
        assertThat(unmoved).isEmpty();
    }

    @Test
    void everyQueryOfTheDashboardIsAnswered() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(Queries.ofTheDashboard())
                                .filteredOn(query -> this.prometheus.query(query).isEmpty())
                                .isEmpty());
    }

    @Test
    void everyRuleIsEvaluatedOnMetricsThatAreThere() {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(this.prometheus.rules())
                                .hasSize(Queries.ofTheAlerts().size())
                                .allSatisfy(rule ->
                                        assertThat(rule.path("health").asString())
                                                .as("%s", rule)
                                                .isEqualTo("ok")));
        var asked =
                Queries.ofTheAlerts().values().stream()
                        .flatMap(query -> Queries.metricsIn(query).stream())
                        .distinct()
                        .toList();
        // A scrape that takes too long leaves nothing of all of them, until the next one.
        await().untilAsserted(() ->
                assertThat(asked)
                        .hasSizeGreaterThan(12)
                        .allSatisfy(metric ->
                                assertThat(this.prometheus.query("count(" + metric + ")"))
                                        .as(metric)
                                        .isNotEmpty()));
    }

    @Test
    void rulesFireWhenTheyShould() {
        assertThat(PrometheusServer.promtool("check", "rules", Queries.ALERTS.toString()))
                .startsWith("agrees");
        assertThat(
                        PrometheusServer.promtool(
                                "test", "rules", "src/test/resources/alerts/chatter-tests.yaml"))
                .startsWith("agrees");
    }
}
