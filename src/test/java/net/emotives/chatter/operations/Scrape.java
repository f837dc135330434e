package net.emotives.chatter.operations;

import net.emotives.chatter.testing.Chatter;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a service told Prometheus of itself: for each name the sum over its labels. */
record Scrape(Map<String, Double> values) {

    private static final Pattern SAMPLE =
            Pattern.compile("(?m)^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{.*})? (\\S+)$");

    static Scrape of(Chatter management) {
        var answer = management.get("/actuator/prometheus", null);
        if (answer.status() != 200) {
            throw new AssertionError("no metrics: " + answer.status() + " " + answer.body());
        }
        var values = new TreeMap<String, Double>();
        SAMPLE.matcher(answer.body())
                .results()
                .forEach(sample -> {
                    var value = Double.parseDouble(sample.group(2));
                    values.merge(sample.group(1), Double.isNaN(value) ? 0 : value, Double::sum);
                });
        return new Scrape(values);
    }

    /** The higher of each. */
    Scrape and(Scrape other) {
        var highest = new TreeMap<>(this.values);
        other.values.forEach((name, value) -> highest.merge(name, value, Math::max));
        return new Scrape(highest);
    }
}
