package net.emotives.chatter.operations;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the dashboard and the alert rules of the chart ask Prometheus. */
final class Queries {

    static final Path DASHBOARD = Path.of("helm", "dashboards", "chatter.json");
    static final Path ALERTS = Path.of("helm", "alerts", "chatter.yaml");

    private static final Pattern METRIC =
            Pattern.compile(
                    "\\b((?:chatter|http|jvm|process|hikaricp|tomcat)_[a-z_]+)(?=\\{|\\[|[ )])");

    private Queries() {}

    /** By panel, with what Grafana would put in the places of its variables. */
    static List<String> ofTheDashboard() {
        var queries = new ArrayList<String>();
        var dashboard = JsonMapper.shared().readTree(MetricsPage.text(DASHBOARD));
        for (var panel : dashboard.get("panels")) {
            for (var target : panel.path("targets")) {
                queries.add(
                        target.get("expr")
                                .asString()
                                .replace("$__rate_interval", "1m")
                                .replace("$job", ".+")
                                .replace("$instance", ".+"));
            }
        }
        return queries;
    }

    /** By the alert's name. */
    static Map<String, String> ofTheAlerts() {
        var queries = new LinkedHashMap<String, String>();
        JsonNode rules = new YAMLMapper().readTree(MetricsPage.text(ALERTS));
        for (var group : rules.get("groups")) {
            for (var rule : group.get("rules")) {
                queries.put(rule.get("alert").asString(), rule.get("expr").asString());
            }
        }
        return queries;
    }

    /** The names of metrics in a query. */
    static List<String> metricsIn(String query) {
        return METRIC.matcher(query + " ").results().map(found -> found.group(1)).toList();
    }
}
