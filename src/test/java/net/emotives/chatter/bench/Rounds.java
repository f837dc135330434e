package net.emotives.chatter.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What was measured of several, turn by turn. A ratio is made of values of the same turn, and given
 * as the median of all turns with the least and the greatest.
 */
final class Rounds {

    private final Map<String, List<Double>> values = new HashMap<>();

    void add(String of, double value) {
        this.values.computeIfAbsent(of, _ -> new ArrayList<>()).add(value);
    }

    List<Double> of(String name) {
        return this.values.getOrDefault(name, List.of());
    }

    double median(String name) {
        return median(of(name));
    }

    String ratio(String of, String to) {
        return shown(ratios(of, to));
    }

    /** Of each turn. */
    List<Double> ratios(String of, String to) {
        var above = of(of);
        var below = of(to);
        return IntStream.range(0, Math.min(above.size(), below.size()))
                .mapToObj(turn -> above.get(turn) / below.get(turn))
                .toList();
    }

    /** Of each turn, what one has more than the other. */
    List<Double> differences(String of, String to) {
        var more = of(of);
        var less = of(to);
        return IntStream.range(0, Math.min(more.size(), less.size()))
                .mapToObj(turn -> more.get(turn) - less.get(turn))
                .toList();
    }

    /** Every second turn against the one before it: what a difference of nothing looks like. */
    String againstItself(String name) {
        var all = of(name);
        return shown(
                IntStream.range(0, all.size() / 2)
                        .mapToObj(pair -> all.get(2 * pair + 1) / all.get(2 * pair))
                        .toList());
    }

    static double median(List<Double> values) {
        var sorted = values.stream().sorted().toList();
        var middle = sorted.size() / 2;
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1
                ? sorted.get(middle)
                : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median with the least and the greatest. */
    static String shown(List<Double> ratios) {
        if (ratios.isEmpty()) {
            return "- (too few turns)";
        }
        var sorted = ratios.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f–%.2f)",
                median(ratios),
                sorted.getFirst(),
                sorted.getLast());
    }
}
