package net.emotives.chatter.bench;

import java.util.List;

/**
 * What was found of one thing, and what was meant.
 *
 * @param atLeast whether the target is what is to be reached, or not to be passed
 */
record Result(
        String what,
        double median,
        double least,
        double greatest,
        int turns,
        boolean atLeast,
        double target) {

    static Result of(String what, List<Double> found, boolean atLeast, double target) {
        var sorted = found.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was found of " + what);
        }
        return new Result(
                what,
                Rounds.median(sorted),
                sorted.getFirst(),
                sorted.getLast(),
                sorted.size(),
                atLeast,
                target);
    }

    /** By how much it is better than what was meant: 1 is just so, 2 twice as good. */
    double margin(double value) {
        return this.atLeast ? value / this.target : this.target / value;
    }

    boolean isReached() {
        return margin(this.median) >= 1;
    }

    /** One line. */
    String written() {
        return String.join(
                "\t",
                this.what,
                Double.toString(this.median),
                Double.toString(this.least),
                Double.toString(this.greatest),
                Integer.toString(this.turns),
                Boolean.toString(this.atLeast),
                Double.toString(this.target));
    }

    static Result read(String line) {
        var parts = line.split("\t", -1);
        return new Result(
                parts[0],
                Double.parseDouble(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Integer.parseInt(parts[4]),
                Boolean.parseBoolean(parts[5]),
                Double.parseDouble(parts[6]));
    }
}
