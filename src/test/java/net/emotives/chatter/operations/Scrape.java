package net.emotives.chatter.operations;

import net.emotives.chatter.testing.Chatter;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a service told Prometheus of itself: for each name, and each name with one of its labels,
 * the sum over the others.
 */
record Scrape(Map<String, Double> values) {

    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    static Scrape of(Chatter management) {
        var answer = management.get("/actuator/prometheus", null);
        if (answer.status() != 200) {
            throw new AssertionError("no metrics: " + answer.status() + " " + answer.body());
        }
        var values = new TreeMap<String, Double>();
        SAMPLE.matcher(answer.body())
                .results()
                .forEach(sample -> {
                    var read = Double.parseDouble(sample.group(3));
                    var value = Double.isNaN(read) ? 0 : read;
                    values.merge(sample.group(1), value, Double::sum);
                    var labels = sample.group(2) == null ? "" : sample.group(2);
                    LABEL.matcher(labels)
                            .results()
                            .forEach(label ->
                                    values.merge(
                                            series(sample.group(1), label.group(1), label.group(2)),
                                            value,
                                            Double::sum));
                });
        return new Scrape(values);
    }

    static String series(String name, String label, String value) {
        return name + "{" + label + "=" + value + "}";
    }

    /** The higher of each. */
    Scrape and(Scrape other) {
        var highest = new TreeMap<>(this.values);
        other.values.forEach((name, value) -> highest.merge(name, value, Math::max));
        return new Scrape(highest);
    }
}
