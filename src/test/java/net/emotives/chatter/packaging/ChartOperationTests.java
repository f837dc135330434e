package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** How the chart has pods come, go, be reached and be watched. */
class ChartOperationTests {

    /** {@code spring.lifecycle.timeout-per-shutdown-phase}. */
    private static final int PHASE = 25;

    @TempDir Path folder;

    @Test
    void leavesTimeToDrain() throws IOException {
        assertGrace(Chart.with("", this.folder), 5, 5);
        assertGrace(Chart.shape("full"), 10, 8);
        var bare = Chart.shape("one-pod");
        assertThat(bare.container().has("lifecycle")).isFalse();
        assertThat(bare.pod().path("terminationGracePeriodSeconds").asInt()).isEqualTo(PHASE);
    }

    private static void assertGrace(Chart chart, int pause, int drain) throws IOException {
        assertThat(chart.container().at("/lifecycle/preStop/sleep/seconds").asInt())
                .isEqualTo(pause);
        assertThat(chart.variable("CHATTER_SOCKET_DRAIN").path("value").asString())
                .isEqualTo(drain + "s");
        assertThat(chart.pod().path("terminationGracePeriodSeconds").asInt())
                .isEqualTo(pause + drain + PHASE);
        assertThat(Files.readString(Path.of("src/main/resources/application.yaml")))
                .contains("timeout-per-shutdown-phase: " + PHASE + "s");
    }

    @Test
    void givesAFirstStartTenMinutes() throws IOException {
        var probe = Chart.with("", this.folder).container().path("startupProbe");
        assertThat(probe.path("periodSeconds").asInt() * probe.path("failureThreshold").asInt())
                .isEqualTo(600);
    }

    @Test
    void runsTwoPodsSpreadOverZonesAndNodes() throws IOException {
        var chart = Chart.with("", this.folder);
        assertThat(chart.only("Deployment").at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(chart.named("ConfigMap", "talk-chatter").at("/data/CHATTER_BUS").asString())
                .isEqualTo("postgres");
        assertThat(chart.pod().path("topologySpreadConstraints"))
                .extracting(spread -> spread.path("topologyKey").asString())
                .containsExactly("topology.kubernetes.io/zone", "kubernetes.io/hostname");
        var budget = chart.only("PodDisruptionBudget").path("spec");
        assertThat(budget.path("maxUnavailable").asInt()).isEqualTo(1);
    }

    @Test
    void replacesAPodAloneOnlyWhenItIsGone() throws IOException {
        var alone = Chart.shape("one-pod").only("Deployment");
        assertThat(alone.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(alone.at("/spec/strategy/type").asString()).isEqualTo("Recreate");
        var two = Chart.shape("gateway").only("Deployment").at("/spec/strategy");
        assertThat(two.at("/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
    }

    @Test
    void scalesByConnectionsAndSlowlyDown() throws IOException {
        var chart = Chart.shape("watched");
        assertThat(chart.only("Deployment").path("spec").has("replicas")).isFalse();
        var scaler = chart.only("HorizontalPodAutoscaler").path("spec");
        var pods = scaler.at("/metrics/0/pods");
        assertThat(scaler.path("metrics")).hasSize(1);
        assertThat(pods.at("/metric/name").asString()).isEqualTo("chatter_delivery_connections");
        assertThat(pods.at("/target/averageValue").asString()).isEqualTo("5000");
        var down = scaler.at("/behavior/scaleDown");
        assertThat(down.path("stabilizationWindowSeconds").asInt()).isEqualTo(1800);
        assertThat(down.at("/policies/0/type").asString()).isEqualTo("Pods");
        assertThat(down.at("/policies/0/value").asInt()).isEqualTo(1);
        assertThat(down.at("/policies/0/periodSeconds").asInt()).isEqualTo(600);
    }

    @Test
    void leadsHereFromAGatewayOrAnIngress() throws IOException {
        var route = Chart.shape("full").only("HTTPRoute").path("spec");
        assertThat(route.at("/parentRefs/0/sectionName").asString()).isEqualTo("https");
        assertThat(route.at("/hostnames/0").asString()).isEqualTo("chat.example.org");
        assertThat(route.at("/rules/0/matches/0/path/value").asString()).isEqualTo("/");
        var ingress = Chart.shape("full").only("Ingress").path("spec");
        assertThat(ingress.path("ingressClassName").asString()).isEqualTo("nginx");
        assertThat(ingress.path("rules"))
                .extracting(rule -> rule.path("host").asString())
                .containsExactly("chat.example.org", "talk.example.org");
        assertThat(ingress.at("/tls/0/secretName").asString()).isEqualTo("chat-tls");
    }

    @Test
    void letsNobodyReadMetricsUnlessNamed() throws IOException {
        var closed = Chart.with("", this.folder).only("NetworkPolicy").path("spec");
        assertThat(closed.path("policyTypes")).hasSize(1);
        assertThat(closed.path("ingress")).hasSize(1);
        assertThat(closed.at("/ingress/0/ports")).hasSize(1);
        assertThat(closed.at("/ingress/0/ports/0/port").asString()).isEqualTo("http");
        var open = Chart.shape("full").only("NetworkPolicy").path("spec");
        assertThat(open.at("/ingress/1/ports/0/port").asString()).isEqualTo("management");
        assertThat(open.at("/ingress/1/from")).hasSize(1);
        assertThat(open.path("policyTypes")).hasSize(2);
        assertThat(open.at("/egress/0/ports/0/port").asInt()).isEqualTo(53);
        assertThat(open.path("egress")).hasSize(3);
    }

    @Test
    void letsTheTestOfTheReleaseIn() throws IOException {
        var chart = Chart.shape("full");
        var labels = chart.only("Pod").at("/metadata/labels");
        var peer = chart.only("NetworkPolicy").at("/spec/ingress/0/from/1/podSelector/matchLabels");
        assertThat(peer.isEmpty()).isFalse();
        peer.forEachEntry((key, value) -> assertThat(labels.path(key)).isEqualTo(value));
        assertThat(chart.only("Pod").at("/spec/containers/0/env/0/value").asString())
                .isEqualTo("http://talk-chatter:8080");
    }

    @Test
    void handsOnTheDashboardAndTheAlertsAsTheyAre() throws IOException {
        var chart = Chart.shape("watched");
        var dashboard = chart.named("ConfigMap", "talk-chatter-dashboard");
        assertThat(dashboard.at("/metadata/labels/grafana_dashboard").asString()).isEqualTo("1");
        var json = JsonMapper.shared();
        assertThat(json.readTree(dashboard.at("/data/chatter.json").asString()))
                .isEqualTo(json.readTree(read("dashboards/chatter.json")));
        Map<String, Object> alerts = new Yaml().load(read("alerts/chatter.yaml"));
        JsonNode expected = json.valueToTree(alerts);
        assertThat(chart.only("PrometheusRule").path("spec")).isEqualTo(expected);
        assertThat(expected.path("groups")).isNotEmpty();
        var monitor = chart.only("ServiceMonitor").at("/spec/endpoints/0");
        assertThat(monitor.path("path").asString()).isEqualTo("/actuator/prometheus");
        assertThat(chart.named("Service", "talk-chatter-metrics").at("/spec/clusterIP").asString())
                .isEqualTo("None");
        assertThat(chart.named("Service", "talk-chatter").at("/spec/ports")).hasSize(1);
    }

    private static String read(String file) throws IOException {
        return Files.readString(Chart.FOLDER.resolve(file));
    }
}
