package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.FileSystemUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Each shape of the chart in {@code helm/ci} is what Kubernetes takes, and whole in itself. */
class ChartShapesTests {

    @TempDir Path folder;

    static List<String> shapes() throws IOException {
        return Chart.shapes();
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void passesTheStrictLint(String shape) throws IOException {
        var chart = copy();
        var values = chart.resolve("values.yaml");
        // Helm's library lints a chart with its own values alone.
        Files.writeString(values, Chart.merged(values, chart.resolve("ci"), shape));
        assertPasses(chart);
    }

    @Test
    void passesTheStrictLintByDefault() {
        assertPasses(Chart.FOLDER);
    }

    @Test
    void isRefusedByTheStrictLintWhereAValueIsWrong() throws IOException {
        var chart = copy();
        var values = chart.resolve("values.yaml");
        Files.writeString(values, Files.readString(values) + "\nnonsense: 1\n");
        assertThatThrownBy(() -> assertPasses(chart)).hasMessageContaining("nonsense");
    }

    private static void assertPasses(Path chart) {
        var result = new Helm(chart).lint().strict().call();
        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    private Path copy() throws IOException {
        var copy = this.folder.resolve("chart");
        FileSystemUtils.copyRecursively(Chart.FOLDER, copy);
        return copy;
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void isMadeOfWhatKubernetesKnows(String shape) throws IOException {
        check(Chart.shape(shape));
    }

    @Test
    void isMadeOfWhatKubernetesKnowsByDefault() throws IOException {
        check(Chart.with("", this.folder));
    }

    @Test
    void hasAShapeWithEachTemplate() throws IOException {
        assertThat(Chart.shape("full").kinds())
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "ConfigMap",
                        "Deployment",
                        "HTTPRoute",
                        "HorizontalPodAutoscaler",
                        "Ingress",
                        "NetworkPolicy",
                        "Pod",
                        "PodDisruptionBudget",
                        "PrometheusRule",
                        "Service",
                        "Service",
                        "ServiceAccount",
                        "ServiceMonitor");
    }

    /** The checks themselves: each finds what was put in. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deployment.yaml | readinessProbe: | redinessProbe: | redinessProbe",
                "deployment.yaml | periodSeconds: 2 | periodSeconds: \"2\" | periodSeconds",
                "deployment.yaml | - name: chatter | - title: chatter | title",
                "deployment.yaml | image: \"{{ | imagePullPolice: \"{{ | imagePullPolice",
                "deployment.yaml | port: http | port: web | startupProbe",
                "deployment.yaml | - topologyKey: {{ . }} | - minDomains: 1 | topologyKey",
                "deployment.yaml | name: tmp | name: temp | tmp",
                "service.yaml | targetPort: http | targetPort: web | targetPort",
                "service.yaml | chatter.selector | chatter.testSelector | selector",
                "poddisruptionbudget.yaml | matchLabels: | matchLabel: | matchLabel",
                "horizontalpodautoscaler.yaml | kind: Deployment | kind: ReplicaSet | ReplicaSet",
                "horizontalpodautoscaler.yaml | maxReplicas: {{ | maxReplica: {{ | maxReplica",
                "horizontalpodautoscaler.yaml | autoscaling/v2 | autoscaling/v2beta2 | type",
                "ingress.yaml | name: http | name: https | http",
                "httproute.yaml | type: PathPrefix | kind: PathPrefix | kind",
                "httproute.yaml | service.port | ports.http | 9080",
                "networkpolicy.yaml | port: management | port: metrics | NetworkPolicy",
                "servicemonitor.yaml | - port: management | - port: metrics | ServiceMonitor",
                "servicemonitor.yaml | interval: | every: | every",
                "prometheusrule.yaml | Get \"alerts/chatter | Get \"alerts/other |"
                        + " alerts/chatter.yaml",
                "dashboard.yaml | -dashboard | | names",
            })
    void finds(String template, String right, @Nullable String wrong, String message)
            throws IOException {
        var faulty = copy();
        var file = faulty.resolve("templates").resolve(template);
        var text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(
                file,
                text.replaceFirst(
                        Pattern.quote(right),
                        Matcher.quoteReplacement(Objects.requireNonNullElse(wrong, ""))));
        var values = Chart.FOLDER.resolve("ci/full-values.yaml");
        assertThatThrownBy(() -> check(Chart.of(faulty, values))).hasMessageContaining(message);
    }

    private static void check(Chart chart) throws IOException {
        for (var resource : chart.resources()) {
            KubernetesTypes.check(resource);
        }
        new ChartReferences(chart).check();
    }
}
