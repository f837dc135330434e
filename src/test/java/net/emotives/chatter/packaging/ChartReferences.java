package net.emotives.chatter.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What the resources of a release name of each other, held against what is there. */
record ChartReferences(Chart chart) {

    void check() {
        var names =
                this.chart.resources().stream()
                        .map(each -> each.path("kind") + " " + each.at("/metadata/name"));
        assertThat(names).as("names").doesNotHaveDuplicates();
        selectorsFindThePods();
        portsAreThere();
        routesLeadToTheService();
        namesAreThere();
        theMonitorFindsItsServiceAlone();
    }

    private JsonNode labels() {
        return this.chart.only("Deployment").at("/spec/template/metadata/labels");
    }

    private void selectorsFindThePods() {
        var selectors = new ArrayList<JsonNode>();
        selectors.add(this.chart.only("Deployment").at("/spec/selector/matchLabels"));
        this.chart.all("Service").forEach(each -> selectors.add(each.at("/spec/selector")));
        this.chart
                .all("PodDisruptionBudget")
                .forEach(each -> selectors.add(each.at("/spec/selector/matchLabels")));
        this.chart
                .all("NetworkPolicy")
                .forEach(each -> selectors.add(each.at("/spec/podSelector/matchLabels")));
        for (var spread : this.chart.pod().path("topologySpreadConstraints")) {
            selectors.add(spread.at("/labelSelector/matchLabels"));
        }
        for (var selector : selectors) {
            assertThat(matches(selector, labels())).as("selector %s", selector).isTrue();
            for (var other : this.chart.all("Pod")) {
                assertThat(matches(selector, other.at("/metadata/labels")))
                        .as("selector %s finds the pod of the test", selector)
                        .isFalse();
            }
        }
    }

    private void portsAreThere() {
        var ports = names(this.chart.container().path("ports"));
        for (var service : this.chart.all("Service")) {
            for (var port : service.at("/spec/ports")) {
                assertThat(ports).as("targetPort").contains(port.path("targetPort").asString());
            }
        }
        for (var probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            var port = this.chart.container().path(probe).at("/httpGet/port").asString();
            assertThat(ports).as(probe).contains(port);
        }
        for (var policy : this.chart.all("NetworkPolicy")) {
            for (var rule : policy.at("/spec/ingress")) {
                for (var port : rule.path("ports")) {
                    assertThat(ports).as("NetworkPolicy").contains(port.path("port").asString());
                }
            }
        }
    }

    private void routesLeadToTheService() {
        for (var ingress : this.chart.all("Ingress")) {
            for (var backend : ingress.findValues("backend")) {
                var service = service(backend.at("/service/name").asString());
                assertThat(names(service.at("/spec/ports")))
                        .contains(backend.at("/service/port/name").asString());
            }
        }
        for (var route : this.chart.all("HTTPRoute")) {
            for (var backend : route.at("/spec/rules/0/backendRefs")) {
                var ports = service(backend.path("name").asString()).at("/spec/ports");
                assertThat(ports.findValues("port")).contains(backend.path("port"));
            }
        }
    }

    private JsonNode service(String name) {
        return this.chart.named("Service", name);
    }

    private void namesAreThere() {
        var variables = this.chart.container().at("/envFrom/0/configMapRef/name").asString();
        this.chart.named("ConfigMap", variables);
        for (var scaler : this.chart.all("HorizontalPodAutoscaler")) {
            var target = scaler.at("/spec/scaleTargetRef");
            this.chart.named(target.path("kind").asString(), target.path("name").asString());
        }
        var volumes = names(this.chart.pod().path("volumes"));
        for (var mount : this.chart.container().path("volumeMounts")) {
            assertThat(volumes).contains(mount.path("name").asString());
        }
    }

    private void theMonitorFindsItsServiceAlone() {
        for (var monitor : this.chart.all("ServiceMonitor")) {
            var selector = monitor.at("/spec/selector/matchLabels");
            var found =
                    this.chart.all("Service").stream()
                            .filter(each -> matches(selector, each.at("/metadata/labels")))
                            .toList();
            assertThat(found).as("found by %s", selector).hasSize(1);
            for (var endpoint : monitor.at("/spec/endpoints")) {
                assertThat(names(found.getFirst().at("/spec/ports")))
                        .as("port of the ServiceMonitor")
                        .contains(endpoint.path("port").asString());
            }
        }
    }

    private static boolean matches(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.properties().stream()
                        .allMatch(each -> each.getValue().equals(labels.path(each.getKey())));
    }

    private static TreeSet<String> names(JsonNode list) {
        var names = new TreeSet<String>();
        list.forEach(each -> names.add(each.path("name").asString()));
        return names;
    }
}
