package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class ChartTests {

    /** What is never given as plain text. */
    private static final Set<String> SECRET =
            Set.of(
                    "DATABASE_URL",
                    "DATABASE_DIRECT_URL",
                    "REDIS_URL",
                    "NOTIFICATION_AUTH",
                    "EMAIL_PASSWORD");

    @TempDir Path folder;

    @Test
    void makesFewThingsByDefaultAndNoSecret() throws IOException {
        var chart = Chart.with("", this.folder);
        assertThat(chart.kinds())
                .containsExactlyInAnyOrder(
                        "ConfigMap",
                        "Deployment",
                        "NetworkPolicy",
                        "Pod",
                        "PodDisruptionBudget",
                        "Service");
        assertThat(full().kinds()).doesNotContain("Secret");
        assertThat(chart.only("Deployment").at("/spec/template/spec/serviceAccountName").asString())
                .isEqualTo("default");
    }

    @Test
    void takesSecretsByNameOnly() throws IOException {
        for (var chart : List.of(Chart.with("existingSecret: talk-secrets", this.folder), full())) {
            for (String name : List.of("DATABASE_URL", "NOTIFICATION_AUTH")) {
                var source = chart.variable(name).at("/valueFrom/secretKeyRef");
                assertThat(source.path("name").asString()).isEqualTo("talk-secrets");
                assertThat(source.path("key").asString()).isEqualTo(name);
                assertThat(source.has("optional")).isFalse();
            }
            for (String name :
                    List.of("DATABASE_DIRECT_URL", "REDIS_URL", "EMAIL_FROM", "EMAIL_PASSWORD")) {
                var source = chart.variable(name).at("/valueFrom/secretKeyRef");
                assertThat(source.path("name").asString()).isEqualTo("talk-secrets");
                assertThat(source.path("optional").asBoolean()).isTrue();
            }
        }
    }

    @Test
    void givesEachVariableOfTheService() throws IOException {
        var chart = full();
        var given = new TreeSet<>(variables(chart).path("data").propertyNames());
        assertThat(variables(chart).path("data")).allMatch(JsonNode::isString);
        assertThat(given).contains("CHATTER_SOCKET_PING").doesNotContainAnyElementsOf(SECRET);
        chart.container().path("env").forEach(each -> given.add(each.path("name").asString()));
        assertThat(given).containsAll(Variables.ofTheService());
        assertThat(chart.container().at("/envFrom/0/configMapRef/name").asString())
                .isEqualTo(variables(chart).at("/metadata/name").asString());
        assertThat(variables(chart).at("/data/ALLOWED_ORIGINS").asString())
                .isEqualTo("https://example.org,https://www.example.org");
    }

    @Test
    void leadsPort80ToThePortOfTheService() throws IOException {
        var chart = Chart.with("", this.folder);
        assertThat(chart.variable("PORT").path("value").asString()).isEqualTo("8080");
        assertThat(chart.variable("MANAGEMENT_PORT").path("value").asString()).isEqualTo("8081");
        assertThat(chart.container().at("/ports/0/name").asString()).isEqualTo("http");
        assertThat(chart.container().at("/ports/0/containerPort").asInt()).isEqualTo(8080);
        var ports = service(chart).at("/spec/ports");
        assertThat(ports).hasSize(1);
        assertThat(ports.at("/0/port").asInt()).isEqualTo(80);
        assertThat(ports.at("/0/targetPort").asString()).isEqualTo("http");
        assertThat(full().variable("PORT").path("value").asString()).isEqualTo("9080");
        assertThat(full().container().at("/ports/0/containerPort").asInt()).isEqualTo(9080);
    }

    @ParameterizedTest
    @CsvSource({"startupProbe,/healthz", "livenessProbe,/healthz", "readinessProbe,/readyz"})
    void asksForHealthOnTheMainPort(String probe, String path) throws IOException {
        var request = full().container().path(probe).path("httpGet");
        assertThat(request.path("path").asString()).isEqualTo(path);
        assertThat(request.path("port").asString()).isEqualTo("http");
    }

    @Test
    void runsWithoutAnyPrivilege() throws IOException {
        var chart = Chart.with("", this.folder);
        for (var pod : List.of(chart.pod(), chart.only("Pod").path("spec"))) {
            var security = pod.path("securityContext");
            assertThat(security.path("runAsNonRoot").asBoolean()).isTrue();
            assertThat(security.path("runAsUser").asInt()).isEqualTo(10001);
            assertThat(security.at("/seccompProfile/type").asString()).isEqualTo("RuntimeDefault");
            assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
            var container = pod.at("/containers/0/securityContext");
            assertThat(container.path("readOnlyRootFilesystem").asBoolean()).isTrue();
            assertThat(container.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
            assertThat(container.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
            assertThat(pod.at("/containers/0/volumeMounts/0/mountPath").asString())
                    .isEqualTo("/tmp");
            assertThat(pod.at("/volumes/0/emptyDir").isObject()).isTrue();
        }
    }

    @Test
    void rendersAllThatCanBeSet() throws IOException {
        var chart = full();
        var pod = chart.only("Deployment").at("/spec/template");
        assertThat(chart.container().path("image").asString())
                .isEqualTo("registry.example.org/chatter:1.2");
        assertThat(chart.container().path("imagePullPolicy").asString()).isEqualTo("Always");
        assertThat(pod.at("/spec/imagePullSecrets/0/name").asString()).isEqualTo("registry");
        assertThat(pod.at("/spec/serviceAccountName").asString())
                .isEqualTo(chart.only("ServiceAccount").at("/metadata/name").asString())
                .isEqualTo("talk-chatter");
        assertThat(pod.at("/spec/nodeSelector/disk").asString()).isEqualTo("ssd");
        assertThat(pod.at("/spec/tolerations/0/key").asString()).isEqualTo("dedicated");
        assertThat(pod.at("/spec/affinity/podAntiAffinity").isObject()).isTrue();
        assertThat(pod.at("/metadata/labels/team").asString()).isEqualTo("talk");
        assertThat(pod.at("/metadata/annotations").propertyNames())
                .containsExactlyInAnyOrder("checksum/env", "a.example.org/b");
        assertThat(service(chart).at("/spec/type").asString()).isEqualTo("LoadBalancer");
        assertThat(service(chart).at("/metadata/annotations").size()).isEqualTo(1);
    }

    @Test
    void replacesThePodsWhenASettingChanges() throws IOException {
        var one = Chart.with("env: { NOTIFY_WHEN: always }", this.folder);
        var other = Chart.with("env: { NOTIFY_WHEN: offline }", this.folder);
        var checksum = "/spec/template/metadata/annotations/checksum~1env";
        assertThat(one.only("Deployment").at(checksum).asString())
                .isNotEmpty()
                .isNotEqualTo(other.only("Deployment").at(checksum).asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "existingSecret: ''                           | /existingSecret",
                "replicas: many                               | /replicas",
                "ports: { http: 80 }                          | /ports/http",
                "env: { EMOTIVES_URL: https://example.org }   | /env/EMOTIVES_URL",
                "env: { NOTIFY_WHEN: sometimes }              | /env/NOTIFY_WHEN",
                "env: { EMAIL_PORT: 587 }                     | /env/EMAIL_PORT",
                "service: { type: Ingress }                   | /service/type",
                "image: { repositry: chatter }                | repositry",
                "secretName: chatter                          | secretName",
                "terminationGracePeriodSeconds: 5             | terminationGracePeriodSeconds",
                "shutdown: { drain: 30 }                      | /shutdown/drain",
                "httpRoute: { enabled: true }                 | /httpRoute/parentRefs",
                "ingress: { enabled: true }                   | /ingress/hosts",
                "ingress: { hosts: ['https://a.example.org'] }| /ingress/hosts/0",
                "autoscaling: { scaleDownEvery: 3600 }        | /autoscaling/scaleDownEvery",
                "podDisruptionBudget: { maxUnavailable: 0 }   | /podDisruptionBudget",
                "networkPolicy: { from: [{ pod: a }] }        | /networkPolicy/from/0",
                "serviceMonitor: { enabled: true }            | /networkPolicy/metricsFrom",
                "env: { CHATTER_BUS: local }                  | /env/CHATTER_BUS",
                "autoscaling: { enabled: true, maxReplicas: 1}| /autoscaling/minReplicas"
            })
    void refusesValuesThatCannotWorkAndSaysWhere(String values, String path) {
        assertThatThrownBy(() -> Chart.with(values, this.folder)).hasMessageContaining(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DATABASE_URL",
                "DATABASE_DIRECT_URL",
                "NOTIFICATION_AUTH",
                "EMAIL_PASSWORD",
                "PORT",
                "REDIS_URL",
                "CHATTER_SOCKET_DRAIN",
                "lower"
            })
    void refusesVariablesThatHaveAnotherPlace(String name) {
        assertThatThrownBy(() -> Chart.with("env: { %s: x }".formatted(name), this.folder))
                .hasMessageContaining("/env")
                .hasMessageContaining(name);
    }

    private static JsonNode service(Chart chart) {
        return chart.named("Service", "talk-chatter");
    }

    private static JsonNode variables(Chart chart) {
        return chart.named("ConfigMap", "talk-chatter");
    }

    private static Chart full() throws IOException {
        return Chart.shape("full");
    }
}
