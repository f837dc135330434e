package net.emotives.chatter.testing.witness;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts how often each situation occurred. Any thread. */
public final class Tally {

    private final Map<Situation, LongAdder> counts = new EnumMap<>(Situation.class);

    public Tally() {
        for (var situation : Situation.values()) {
            this.counts.put(situation, new LongAdder());
        }
    }

    public void count(Situation situation) {
        count(situation, 1);
    }

    public void count(Situation situation, long times) {
        adder(situation).add(times);
    }

    public long of(Situation situation) {
        return adder(situation).sum();
    }

    private LongAdder adder(Situation situation) {
        return this.counts.computeIfAbsent(situation, _ -> new LongAdder());
    }

    /** What never occurred. */
    public Set<Situation> missing() {
        var missing = EnumSet.allOf(Situation.class);
        missing.removeIf(situation -> of(situation) > 0);
        return missing;
    }

    /** A line for each. */
    @Override
    public String toString() {
        var lines = new StringBuilder();
        new TreeMap<>(this.counts)
                .forEach((situation, count) ->
                        lines.append(
                                "  %-34s %d%n"
                                        .formatted(
                                                situation.name().toLowerCase(java.util.Locale.ROOT),
                                                count.sum())));
        return lines.toString();
    }
}
